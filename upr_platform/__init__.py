"""Wiring only: settings, URLs, Celery. No models, no rules."""

from upr_platform.celery import app as celery_app

__all__ = ["celery_app"]
