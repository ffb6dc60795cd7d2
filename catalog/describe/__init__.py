"""What can be computed from a dataset's files: previews, extents, layers."""
