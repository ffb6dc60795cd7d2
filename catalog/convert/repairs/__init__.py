"""Repairs that have exactly one right answer: a table as it is → the cells that are to be written anew.

Where there could be two answers there is no repair; whether something is a mistake is for ``check`` to say.
"""
