"""What the settings that `wagtail start` writes leave to the machine: PostgreSQL in place of SQLite."""

import os

DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": os.environ.get("PGDATABASE", "shop")}}
