"""行政データにおける機械可読性に関するルール (2026): what keeps programs from reading a table.

A code is the rule's own number. Rules that other checks tell of are listed in ``standards/readability-rules.yaml``.
"""
