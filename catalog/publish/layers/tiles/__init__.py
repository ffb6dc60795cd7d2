"""Vector tiles of a layer: what a map needs of it at each zoom, in one file that any web server can offer."""
