"""What is published of a table that was merged from those of many bodies: as a dataset, and about who lacks what."""
