"""The stage at the top of a public profile."""

import uuid

from django.db import models
from django.db.models import Q

from apps.user_profile.models.base import TimestampedModel


class ProfileShowcase(TimestampedModel):
    """How the top of a profile looks, and which team it puts forward."""

    class Layout(models.TextChoices):
        """How the slots are arranged."""

        GRID = "grid", "Grid"
        STRIP = "strip", "Strip"
        HERO = "hero", "Hero"

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    headline = models.CharField(max_length=140, blank=True, default="")
    layout = models.CharField(max_length=10, choices=Layout.choices, default=Layout.GRID)
    theme = models.JSONField(default=dict, blank=True)
    is_published = models.BooleanField(default=True)
    featured_team = models.ForeignKey(
        "teams.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="showcases"
    )
    user_profile = models.OneToOneField("user_profile.UserProfile", on_delete=models.CASCADE, related_name="showcase")

    class Meta:
        db_table = "user_profile_showcase"
        indexes = [
            models.Index(fields=["layout"], condition=Q(is_published=True), name="user_profile_showcase_pub_idx"),
        ]

    def __str__(self) -> str:
        return self.headline or f"showcase of {self.user_profile_id}"


class ShowcaseSlot(TimestampedModel):
    """One picture on the stage."""

    MAX_POSITION = 12

    position = models.PositiveSmallIntegerField()
    caption = models.CharField(max_length=120, blank=True, default="")
    showcase = models.ForeignKey("user_profile.ProfileShowcase", on_delete=models.CASCADE, related_name="slots")
    game = models.ForeignKey("user_profile.Game", on_delete=models.PROTECT, null=True, blank=True, related_name="slots")

    class Meta:
        db_table = "user_profile_showcase_slot"
        ordering = ["showcase", "position"]
        constraints = [
            models.UniqueConstraint(fields=["showcase", "position"], name="user_profile_slot_position_once"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=12), name="user_profile_slot_position_range"),
        ]

    def __str__(self) -> str:
        return f"slot {self.position}"
