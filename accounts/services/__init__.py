"""Writes about people, organisations and workspaces."""
