"""The section "about" of a public profile."""

from django.db import models

from apps.user_profile.models.base import TimestampedModel, Visibility


class ProfileAboutItem(TimestampedModel):
    """One line that a player has chosen to show about themselves.

    An item says something of its own (`display_text`) or stands for a row elsewhere, which `source_model` and
    `source_id` name without a foreign key, so that the row may vanish and the item remain.
    """

    class ItemType(models.TextChoices):
        """What the line is about."""

        TEAM = "team", "Team"
        GAME = "game", "Game"
        ACHIEVEMENT = "achievement", "Achievement"
        STAT = "stat", "Statistic"
        BIO = "bio", "Words of one's own"
        CUSTOM = "custom", "Anything else"

    item_type = models.CharField(max_length=20, choices=ItemType.choices)
    visibility = models.CharField(max_length=20, choices=Visibility.choices, default=Visibility.PUBLIC)
    source_model = models.CharField(max_length=100, blank=True, default="")
    source_id = models.PositiveIntegerField(null=True, blank=True)
    display_text = models.CharField(max_length=200, blank=True, default="")
    icon_emoji = models.CharField(max_length=10, blank=True, default="")
    order_index = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    user_profile = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="about_items")

    class Meta:
        db_table = "user_profile_about_item"
        ordering = ["order_index", "id"]
        indexes = [
            models.Index(fields=["user_profile", "is_active", "order_index"], name="user_profil_user_pr_c20dce_idx"),
            models.Index(fields=["user_profile", "item_type"], name="user_profil_user_pr_d7c270_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.item_type}: {self.display_text}"
