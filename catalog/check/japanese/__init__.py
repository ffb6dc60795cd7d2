"""Checks of values that are written as Japan writes them: codes, numbers, dates, readings, choices."""
