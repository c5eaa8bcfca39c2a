"""The profile itself and who may see it."""

import uuid

from django.db import models
from django.db.models import Q

from apps.user_profile.models.base import TimestampedModel, Visibility


class UserProfile(TimestampedModel):
    """What the site knows about a player; one row per account."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    handle = models.SlugField(max_length=40, unique=True)
    display_name = models.CharField(max_length=80)
    bio = models.TextField(blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    preferences = models.JSONField(default=dict, blank=True)
    user = models.OneToOneField("auth.User", on_delete=models.CASCADE, related_name="profile")
    reputation = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reputation__lte=100_000), name="user_profile_reputation_capped"),
        ]
        indexes = [
            models.Index(fields=["country", "handle"], name="user_profile_country_idx"),
            models.Index(fields=["-reputation"], name="user_profile_reputation_idx"),
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"


class PrivacySettings(TimestampedModel):
    """Who may see what of a profile."""

    show_country = models.BooleanField(default=True)
    show_teams = models.BooleanField(default=True)
    profile_visibility = models.CharField(max_length=20, choices=Visibility.choices, default=Visibility.PUBLIC)
    user_profile = models.OneToOneField(
        "user_profile.UserProfile", on_delete=models.CASCADE, related_name="privacy_settings"
    )

    class Meta:
        db_table = "user_profile_privacy_settings"
        verbose_name_plural = "privacy settings"

    def __str__(self) -> str:
        return f"privacy of {self.user_profile_id}"
