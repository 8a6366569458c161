"""Pages that see several floors."""
