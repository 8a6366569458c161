"""PostgreSQL as Django knows it, told at every turn who is acting."""
