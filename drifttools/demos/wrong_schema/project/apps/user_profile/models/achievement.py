"""What a player has won, and what of it stands on the shelf."""

from django.db import models

from apps.user_profile.models.base import TimestampedModel


class Achievement(TimestampedModel):
    """Something won at a known time."""

    class Tier(models.TextChoices):
        """How rare it is."""

        BRONZE = "bronze", "Bronze"
        SILVER = "silver", "Silver"
        GOLD = "gold", "Gold"

    code = models.SlugField(max_length=60)
    tier = models.CharField(max_length=10, choices=Tier.choices)
    earned_at = models.DateTimeField()
    context = models.JSONField(default=dict, blank=True)
    user_profile = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="achievements")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_profile", "code"], name="user_profile_achievement_once"),
        ]
        indexes = [models.Index(fields=["tier", "-earned_at"], name="user_profile_achv_tier_idx")]

    def __str__(self) -> str:
        return f"{self.code} ({self.tier})"


class TrophyShelf(TimestampedModel):
    """A place on the shelf of a profile, filled with one achievement."""

    shelf_position = models.PositiveSmallIntegerField()
    engraving = models.CharField(max_length=120, blank=True, default="")
    achievement = models.ForeignKey("user_profile.Achievement", on_delete=models.PROTECT, related_name="shelf_places")
    user_profile = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="trophy_shelf")

    class Meta:
        db_table = "user_profile_trophy_shelf"
        ordering = ["user_profile", "shelf_position"]
        constraints = [
            models.UniqueConstraint(fields=["user_profile", "shelf_position"], name="user_profile_shelf_place_once"),
        ]

    def __str__(self) -> str:
        return f"place {self.shelf_position} of {self.user_profile_id}"
