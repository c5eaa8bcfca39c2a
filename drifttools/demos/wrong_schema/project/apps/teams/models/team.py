"""A team."""

import uuid

from django.db import models
from django.utils import timezone


class Team(models.Model):
    """A group of players that enters tournaments under one name."""

    class Region(models.TextChoices):
        """Where the team plays its home matches."""

        EUROPE = "eu", "Europe"
        AMERICAS = "am", "Americas"
        ASIA = "as", "Asia"
        OCEANIA = "oc", "Oceania"

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    name = models.CharField(max_length=80)
    tag = models.CharField(max_length=6)
    region = models.CharField(max_length=2, choices=Region.choices)
    founded_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    captain = models.ForeignKey("user_profile.UserProfile", on_delete=models.PROTECT, related_name="captained_teams")
    created_by = models.ForeignKey(
        "auth.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="created_teams"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "tag"], name="teams_team_one_tag_per_region")]
        indexes = [models.Index(fields=["region", "name"], name="teams_team_region_name_idx")]

    def __str__(self) -> str:
        return f"[{self.tag}] {self.name}"
