"""Forms of deadlines, of who hears what, and of what people were told."""
