"""Charts as accessible SVG with a table of the same numbers beside, and what columns hold in words."""
