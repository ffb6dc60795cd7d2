"""Files out: results of finished work, and the site's folder. Nothing else in the package writes a file."""
