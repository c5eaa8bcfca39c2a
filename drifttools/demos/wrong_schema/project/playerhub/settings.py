"""Settings of playerhub. Whatever differs between machines comes from the environment."""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = "demo-only-this-project-signs-nothing"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "apps.user_profile",
    "apps.teams",
]
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "playerhub.middleware.DatabaseErrorText",
]
ROOT_URLCONF = "playerhub.urls"
WSGI_APPLICATION = "playerhub.wsgi.application"
TEMPLATES: list[dict[str, Any]] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False

# Whose settings /me/settings/ shows where no proxy names the player.
DEMO_HANDLE = os.environ.get("PLAYERHUB_DEMO_HANDLE", "amber-001")


def database(env: dict[str, str]) -> dict[str, Any]:
    """Return Django's settings for the database that the environment names.

    `PLAYERHUB_DB_NAME` with its companions wins whole, then `DATABASE_URL`, then what libpq itself would use.
    `PLAYERHUB_DB_SEARCH_PATH` is meant for the integration tests, which keep their tables in a schema of
    their own.
    """
    if env.get("PLAYERHUB_DB_NAME"):
        keys = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        given = {key: env.get(f"PLAYERHUB_DB_{suffix}", "") for key, suffix in keys.items()}
    elif env.get("DATABASE_URL"):
        given = {key: str(value) for key, value in conninfo_to_dict(env["DATABASE_URL"]).items()}
    else:
        given = {"dbname": env.get("PGDATABASE", "playerhub")}

    options = {key: value for key, value in given.items() if key not in ("dbname", "host", "port", "user", "password")}
    search_path = env.get("PLAYERHUB_DB_SEARCH_PATH")
    if search_path:
        setting = "-c search_path=" + search_path.replace("\\", "\\\\").replace(" ", "\\ ")
        options["options"] = f"{options.get('options', '')} {setting}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.get("dbname", ""),
        "HOST": given.get("host", ""),
        "PORT": given.get("port", ""),
        "USER": given.get("user", ""),
        "PASSWORD": given.get("password", ""),
        "OPTIONS": options,
    }


DATABASES = {"default": database(dict(os.environ))}
