"""Configuration of the app."""

from django.apps import AppConfig


class UserProfileConfig(AppConfig):
    """Profiles of players."""

    name = "apps.user_profile"
    label = "user_profile"
    verbose_name = "player profiles"
