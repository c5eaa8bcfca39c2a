"""Configuration of the app."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Teams."""

    name = "apps.teams"
    label = "teams"
    verbose_name = "teams"
