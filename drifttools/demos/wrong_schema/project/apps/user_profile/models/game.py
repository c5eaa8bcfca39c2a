"""Games and the names under which somebody plays them."""

from django.db import models

from apps.user_profile.models.base import TimestampedModel


class Game(models.Model):
    """A game that the site follows."""

    slug = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "user_profile_game"

    def __str__(self) -> str:
        return self.title


class GameProfile(TimestampedModel):
    """A player's account in one game."""

    in_game_name = models.CharField(max_length=64)
    rank = models.CharField(max_length=32, blank=True, default="")
    hours_played = models.PositiveIntegerField(default=0)
    game = models.ForeignKey("user_profile.Game", on_delete=models.PROTECT, related_name="game_profiles")
    user_profile = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="game_profiles")

    class Meta:
        db_table = "user_profile_game_profile"
        constraints = [
            models.UniqueConstraint(fields=["user_profile", "game"], name="user_profile_one_account_per_game"),
        ]

    def __str__(self) -> str:
        return self.in_game_name
