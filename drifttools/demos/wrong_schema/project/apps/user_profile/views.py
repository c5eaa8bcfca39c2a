"""Views of profiles. Each asks for its parts one after the other, in the order of the page."""

from typing import Any

from django.conf import settings
from django.db.models import Count, Model
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from apps.user_profile.models import (
    Bounty,
    HardwareSetup,
    NotificationPreferences,
    ProfileAboutItem,
    ProfileActivity,
    ProfileShowcase,
    ShowcaseSlot,
    SkillEndorsement,
    SocialLink,
    StreamConfig,
    TrophyShelf,
    UserProfile,
    WalletSettings,
)
from apps.user_profile.models.base import Visibility


def as_dict(row: Model | None) -> dict[str, Any] | None:
    """Return the editable fields of a row, or nothing where there is no row."""
    return None if row is None else model_to_dict(row, exclude=["id", "user_profile"])


def my_settings(request: HttpRequest) -> HttpResponse:
    """Show the player their own settings.

    The proxy that signs players in names them in `X-Playerhub-User`; where it does not, the demo's own player
    is taken.
    """
    handle = request.headers.get("X-Playerhub-User", settings.DEMO_HANDLE)
    profile = get_object_or_404(UserProfile.objects.select_related("privacy_settings"), handle=handle)
    notifications = NotificationPreferences.objects.filter(user_profile=profile).first()
    wallet = WalletSettings.objects.filter(user_profile=profile).first()
    return JsonResponse(
        {
            "handle": profile.handle,
            "display_name": profile.display_name,
            "privacy": as_dict(getattr(profile, "privacy_settings", None)),
            "notifications": as_dict(notifications),
            "wallet": as_dict(wallet),
        }
    )


def public_profile(_request: HttpRequest, handle: str) -> HttpResponse:
    """Show the public page of a player."""
    profile = get_object_or_404(UserProfile, handle=handle)
    about = ProfileAboutItem.objects.filter(user_profile=profile, is_active=True, visibility=Visibility.PUBLIC)
    page: dict[str, Any] = {
        "handle": profile.handle,
        "display_name": profile.display_name,
        "followers": profile.followers.count(),
        "about": list(about.values("item_type", "display_text", "icon_emoji")),
    }

    stream = StreamConfig.objects.filter(user_profile=profile).first()
    page["stream"] = as_dict(stream)

    showcase = ProfileShowcase.objects.select_related("featured_team").filter(user_profile=profile).first()
    page["showcase"] = (
        None
        if showcase is None
        else {
            "headline": showcase.headline,
            "layout": showcase.layout,
            "team": str(showcase.featured_team) if showcase.featured_team else None,
            "slots": list(ShowcaseSlot.objects.filter(showcase=showcase).values("position", "caption")),
        }
    )

    links = SocialLink.objects.filter(user_profile=profile).order_by("-is_primary", "platform")
    page["links"] = list(links.values("platform", "url"))
    page["setups"] = list(HardwareSetup.objects.filter(user_profile=profile, is_current=True).values("title", "specs"))
    shelf = TrophyShelf.objects.filter(user_profile=profile).select_related("achievement")
    page["trophies"] = [{"code": place.achievement.code, "engraving": place.engraving} for place in shelf]
    skills = SkillEndorsement.objects.filter(endorsed=profile).values("skill").annotate(votes=Count("id"))
    page["skills"] = list(skills.order_by("skill"))
    page["open_bounties"] = Bounty.objects.filter(issuer=profile, status=Bounty.Status.OPEN).count()
    news = ProfileActivity.objects.filter(user_profile=profile, visibility=Visibility.PUBLIC)[:5]
    page["news"] = [{"verb": entry.verb, "at": entry.created_at} for entry in news]
    return JsonResponse(page)
