"""Who plays in which team."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Membership(models.Model):
    """The time a player spends in a team; open while `left_at` is empty."""

    class Role(models.TextChoices):
        """What the player does in the team."""

        PLAYER = "player", "Player"
        SUBSTITUTE = "substitute", "Substitute"
        COACH = "coach", "Coach"

    role = models.CharField(max_length=12, choices=Role.choices, default=Role.PLAYER)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    team = models.ForeignKey("teams.Team", on_delete=models.CASCADE, related_name="memberships")
    user_profile = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
                name="teams_membership_leaves_after_joining",
            ),
            models.UniqueConstraint(
                fields=["team", "user_profile"],
                condition=Q(left_at__isnull=True),
                name="teams_membership_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_profile_id} in {self.team_id} as {self.role}"
