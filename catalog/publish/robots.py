"""``robots.txt``: everybody may read everything."""

from __future__ import annotations


def render_robots(site_url: str) -> bytes:
    """Return the file; it only holds at the root of a host, elsewhere it does no harm."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n".encode()
