"""Value → findings: a check never reads, never writes, never mends."""
