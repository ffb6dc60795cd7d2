"""The only readers of users' files: YAML with line marks, folders, tables."""
