"""Forms of people: the entrance, and organisations with their workspaces."""
