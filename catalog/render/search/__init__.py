"""The search: what is kept of each dataset, the small files that a browser looks words up in, and the page."""
