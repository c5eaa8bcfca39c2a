"""What players say of each other."""

from django.db import models
from django.db.models import F, Q

from apps.user_profile.models.base import TimestampedModel


class SkillEndorsement(TimestampedModel):
    """One player vouches for a skill of another."""

    skill = models.CharField("Fähigkeit · навык · 技能", max_length=40)
    strength = models.PositiveSmallIntegerField(default=1)
    endorsed = models.ForeignKey("user_profile.UserProfile", on_delete=models.CASCADE, related_name="endorsements")
    endorser = models.ForeignKey(
        "user_profile.UserProfile", on_delete=models.SET_NULL, null=True, related_name="given_endorsements"
    )

    class Meta:
        db_table = "user_profile_skill_endorsement"
        db_table_comment = "Wer wem welche Fähigkeit bestätigt – one row per pair and skill"
        verbose_name = "Empfehlung für eine Fähigkeit"
        verbose_name_plural = "Empfehlungen für Fähigkeiten"
        constraints = [
            models.UniqueConstraint(fields=["endorser", "endorsed", "skill"], name="user_profile_endorsement_once"),
            models.CheckConstraint(condition=~Q(endorser=F("endorsed")), name="user_profile_endorsement_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.endorsed_id}: {self.skill}"
