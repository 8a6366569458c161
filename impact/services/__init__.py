"""Writes that see several floors: steps with their deadlines, and the next cycle."""
