"""Models of teams."""

from apps.teams.models.membership import Membership
from apps.teams.models.team import Team

__all__ = ["Membership", "Team"]
