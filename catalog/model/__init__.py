"""The nouns of the catalog: frozen values that every step takes and gives. No I/O, no MkDocs, no Frictionless."""
