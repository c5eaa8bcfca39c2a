"""What a player has decided about messages and money."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from apps.user_profile.models.base import TimestampedModel


class WalletSettings(TimestampedModel):
    """How a player is paid and how much may leave the wallet in a day."""

    class PayoutMethod(models.TextChoices):
        """How money leaves the wallet."""

        BANK = "bank", "Bank transfer"
        CARD = "card", "Card"
        NONE = "none", "Not at all"

    currency = models.CharField(max_length=3, default="EUR")
    payout_method = models.CharField(max_length=10, choices=PayoutMethod.choices, default=PayoutMethod.NONE)
    daily_limit = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal("50.00"))
    confirm_above = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal("20.00"))
    user_profile = models.OneToOneField(
        "user_profile.UserProfile", on_delete=models.CASCADE, related_name="wallet_settings"
    )

    class Meta:
        db_table = "user_profile_wallet_settings"
        verbose_name_plural = "wallet settings"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirm_above__gte=0, confirm_above__lte=F("daily_limit")),
                name="user_profile_wallet_limits",
            ),
        ]

    def __str__(self) -> str:
        return f"wallet of {self.user_profile_id}"


class NotificationPreferences(TimestampedModel):
    """Which messages a player wants, and when."""

    class Digest(models.TextChoices):
        """How often messages are gathered into one."""

        NEVER = "never", "Never"
        DAILY = "daily", "Once a day"
        WEEKLY = "weekly", "Once a week"

    channels = models.JSONField(default=list, blank=True)
    email_digest = models.CharField(max_length=10, choices=Digest.choices, default=Digest.WEEKLY)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    user_profile = models.OneToOneField(
        "user_profile.UserProfile", on_delete=models.CASCADE, related_name="notification_preferences"
    )

    class Meta:
        db_table = "user_profile_notification_preferences"
        verbose_name_plural = "notification preferences"
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="user_profile_quiet_hours_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"notifications of {self.user_profile_id}"
