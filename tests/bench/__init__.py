"""How long a site takes to build, beside mkdocs-material and Hugo making the same pages: ``python -m tests.bench``."""
