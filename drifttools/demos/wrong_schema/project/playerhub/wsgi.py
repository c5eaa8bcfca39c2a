"""The WSGI application of playerhub."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playerhub.settings")

application = get_wsgi_application()
