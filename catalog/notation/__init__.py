"""How Japanese documents write values: text → value or ``None``, one cell at a time, never a guess."""
