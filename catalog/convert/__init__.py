"""Value → value: coordinates, numbers, dates. A conversion never judges; what it can't convert stays as written."""
