"""What may be about a person and shouldn't be published; no finding ever shows the value."""
