"""Live video on a profile."""

from django.db import models
from django.db.models import Q

from apps.user_profile.models.base import TimestampedModel


class StreamConfig(TimestampedModel):
    """Which channel a profile embeds, and which line of "about" stands beneath it."""

    class Platform(models.TextChoices):
        """Where the stream is sent from."""

        TWITCH = "twitch", "Twitch"
        YOUTUBE = "youtube", "YouTube"
        OWN = "own", "A server of one's own"

    platform = models.CharField(max_length=10, choices=Platform.choices)
    channel = models.CharField(max_length=80)
    embed_allowed = models.BooleanField(default=True)
    schedule = models.JSONField(default=list, blank=True)
    featured_item = models.ForeignKey(
        "user_profile.ProfileAboutItem",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stream_configs",
    )
    user_profile = models.OneToOneField("user_profile.UserProfile", on_delete=models.CASCADE, related_name="stream_config")

    class Meta:
        db_table = "user_profile_stream_config"
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "channel"],
                condition=Q(embed_allowed=True),
                name="user_profile_stream_embedded_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform}/{self.channel}"
