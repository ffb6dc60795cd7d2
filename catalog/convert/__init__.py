"""Value → value: coordinates, numbers, dates. A conversion never judges; what can't be converted stays as it was written."""
