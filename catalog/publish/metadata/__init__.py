"""What machines read about a layer: ISO 19139, JMP 2.0, OGC API – Records."""
