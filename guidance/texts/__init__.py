"""The words of the guides, in the order of the cycle."""
