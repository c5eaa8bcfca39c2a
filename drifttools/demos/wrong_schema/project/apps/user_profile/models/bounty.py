"""Challenges with a price on them."""

import uuid

from django.db import models
from django.db.models import Q

from apps.user_profile.models.base import TimestampedModel


class Bounty(TimestampedModel):
    """A challenge that one player puts up and another may claim; paid out of a wallet."""

    class Status(models.TextChoices):
        """Where the challenge stands."""

        OPEN = "open", "Open"
        CLAIMED = "claimed", "Claimed"
        PAID = "paid", "Paid"

    reference = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    title = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    expires_at = models.DateTimeField(null=True, blank=True)
    hunter = models.ForeignKey(
        "user_profile.UserProfile",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="claimed_bounties",
    )
    issuer = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="issued_bounties")
    wallet = models.ForeignKey("user_profile.WalletSettings", on_delete=models.PROTECT, related_name="bounties")

    class Meta:
        verbose_name_plural = "bounties"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="user_profile_bounty_amount"),
            models.CheckConstraint(
                condition=Q(status="open") | Q(hunter__isnull=False), name="user_profile_bounty_has_hunter"
            ),
        ]
        indexes = [models.Index(fields=["status", "expires_at"], name="user_profile_bounty_open_idx")]

    def __str__(self) -> str:
        return self.title
