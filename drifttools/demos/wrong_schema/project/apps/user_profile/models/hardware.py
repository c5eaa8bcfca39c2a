"""What somebody plays on."""

from django.db import models

from apps.user_profile.models.base import TimestampedModel


class HardwareSetup(TimestampedModel):
    """One machine with its parts."""

    title = models.CharField(max_length=80)
    specs = models.JSONField(default=dict, blank=True, db_comment="part -> model, as the player typed it")
    is_current = models.BooleanField(default=True)
    user_profile = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="hardware_setups")

    class Meta:
        db_table = "user_profile_hardware_setup"
        constraints = [
            models.UniqueConstraint(fields=["user_profile", "title"], name="user_profile_setup_title_once"),
        ]

    def __str__(self) -> str:
        return self.title
