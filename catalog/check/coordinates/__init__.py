"""Checks of coordinates: written right, in Japan, where the local government is."""
