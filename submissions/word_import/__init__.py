"""A submission written elsewhere, read from its Word file."""
