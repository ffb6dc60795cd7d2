"""What two editions of a dataset have in common, and what not."""
