"""GIS files: what they say about themselves, read from their headers and indexes, without a GIS library."""
