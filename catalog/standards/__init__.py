"""Closed vocabularies as data: licences, themes, frequencies, file types."""
