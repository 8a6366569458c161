"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from common.redaction import make_safe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upr_platform.settings")
application = get_wsgi_application()
# It writes its log before ours is set up.
make_safe("gunicorn.error")
