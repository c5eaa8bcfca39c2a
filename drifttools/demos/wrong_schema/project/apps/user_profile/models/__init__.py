"""Models of profiles, one subject per file."""

from apps.user_profile.models.about import ProfileAboutItem
from apps.user_profile.models.achievement import Achievement, TrophyShelf
from apps.user_profile.models.activity import ProfileActivity
from apps.user_profile.models.bounty import Bounty
from apps.user_profile.models.endorsement import SkillEndorsement
from apps.user_profile.models.game import Game, GameProfile
from apps.user_profile.models.hardware import HardwareSetup
from apps.user_profile.models.profile import PrivacySettings, UserProfile
from apps.user_profile.models.settings import NotificationPreferences, WalletSettings
from apps.user_profile.models.showcase import ProfileShowcase, ShowcaseSlot
from apps.user_profile.models.social import Follow, SocialLink
from apps.user_profile.models.stream import StreamConfig
from apps.user_profile.models.verification import VerificationRecord

__all__ = [
    "Achievement",
    "Bounty",
    "Follow",
    "Game",
    "GameProfile",
    "HardwareSetup",
    "NotificationPreferences",
    "PrivacySettings",
    "ProfileAboutItem",
    "ProfileActivity",
    "ProfileShowcase",
    "ShowcaseSlot",
    "SkillEndorsement",
    "SocialLink",
    "StreamConfig",
    "TrophyShelf",
    "UserProfile",
    "VerificationRecord",
    "WalletSettings",
]
