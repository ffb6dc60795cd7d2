"""Charts from tables: chosen by what the columns are, or asked for by the descriptor; numbers only, drawn elsewhere."""
