"""The commands that change a catalog's datasets or compare them, each a module; no work of their own."""
