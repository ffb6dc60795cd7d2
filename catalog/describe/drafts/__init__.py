"""A descriptor in the making, from what a file tells of itself."""
