"""Who follows whom, and where else somebody is found."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from apps.user_profile.models.base import TimestampedModel


class Follow(models.Model):
    """One player follows another."""

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    follower = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="following")
    followed = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="followers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="user_profile_follow_once"),
            models.CheckConstraint(condition=~Q(follower=F("followed")), name="user_profile_follow_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.followed_id}"


class SocialLink(TimestampedModel):
    """An account elsewhere; at most one of them is the one shown beside the name."""

    class Platform(models.TextChoices):
        """Where the account is."""

        YOUTUBE = "youtube", "YouTube"
        TWITCH = "twitch", "Twitch"
        DISCORD = "discord", "Discord"
        MASTODON = "mastodon", "Mastodon"
        WEBSITE = "website", "Website"

    platform = models.CharField(max_length=20, choices=Platform.choices)
    url = models.URLField(max_length=300)
    label = models.CharField(max_length=60, blank=True, default="")
    is_primary = models.BooleanField(default=False)
    user_profile = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="social_links")

    class Meta:
        db_table = "user_profile_social_link"
        constraints = [
            models.UniqueConstraint(fields=["user_profile", "platform"], name="user_profile_one_link_per_platform"),
            models.UniqueConstraint(
                fields=["user_profile"], condition=Q(is_primary=True), name="user_profile_one_primary_link"
            ),
        ]

    def __str__(self) -> str:
        return self.url
