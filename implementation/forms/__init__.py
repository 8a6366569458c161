"""What people type on this floor, one file per noun."""
