"""Proof that a profile belongs to who it says."""

from django.db import models

from apps.user_profile.models.base import TimestampedModel


class VerificationRecord(TimestampedModel):
    """The outcome of one check of a player's identity."""

    class Status(models.TextChoices):
        """How far the check has come."""

        PENDING = "pending", "Pending"
        VERIFIED = "verified", "Verified"
        REJECTED = "rejected", "Rejected"

    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PENDING)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    reviewed_by = models.ForeignKey("auth.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews")
    user_profile = models.OneToOneField(
        "user_profile.UserProfile", on_delete=models.CASCADE, related_name="verification_record"
    )

    class Meta:
        db_table = "user_profile_verification_record"
        indexes = [models.Index(fields=["status", "reviewed_at"], name="user_profile_verif_status_idx")]

    def __str__(self) -> str:
        return f"{self.user_profile_id}: {self.status}"
