"""The order of the steps: of one dataset (`dataset`), of all (`whole`), and to a site (`printer`).

Only this room knows the order: load → check → convert → describe → publish / render, then link and print.
"""
