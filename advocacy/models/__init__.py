from advocacy.models.uptake import UptakeMatch

__all__ = ["UptakeMatch"]
