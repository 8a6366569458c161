"""Pages of people, of organisations and workspaces, of the record's editors, and of the server itself."""
