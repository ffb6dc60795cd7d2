"""Proofs that a table is valid, column by column; whatever isn't proven is Frictionless's to decide."""
