"""What `run.py` is made of. Standard library alone, except `django_steps.py`, which runs inside the environment."""
