"""Values → the bytes of every file that is offered, and the texts that machines read. Writes nothing."""
