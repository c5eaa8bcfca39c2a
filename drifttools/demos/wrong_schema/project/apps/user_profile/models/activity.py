"""What happened lately."""

from django.db import models

from apps.user_profile.models.base import TimestampedModel, Visibility


class ProfileActivity(TimestampedModel):
    """One entry of a player's stream of news, about a row of any kind."""

    verb = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    payload = models.JSONField(default=dict, blank=True)
    visibility = models.CharField(max_length=20, choices=Visibility.choices, default=Visibility.PUBLIC)
    content_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    user_profile = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="activities")

    class Meta:
        db_table = "user_profile_activity"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user_profile", "-created_at"], name="user_profile_activity_new_idx")]

    def __str__(self) -> str:
        return f"{self.user_profile_id} {self.verb}"
