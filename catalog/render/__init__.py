"""Pages as HTML, from frozen contexts and the package's own templates."""
