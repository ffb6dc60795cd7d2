"""The search over a catalog whose truth is known: what its generator made, not what any engine finds."""
