"""`python manage.py seed`: rows to look at, the same ones every time."""

import datetime as dt
import random
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from unittest import mock

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import transaction

from apps.teams.models import Membership, Team
from apps.user_profile.models import (
    Achievement,
    Bounty,
    Follow,
    Game,
    GameProfile,
    HardwareSetup,
    NotificationPreferences,
    PrivacySettings,
    ProfileAboutItem,
    ProfileActivity,
    ProfileShowcase,
    ShowcaseSlot,
    SkillEndorsement,
    SocialLink,
    StreamConfig,
    TrophyShelf,
    UserProfile,
    VerificationRecord,
    WalletSettings,
)

START = dt.datetime(2025, 10, 1, 8, 0, tzinfo=dt.UTC)
PROFILES = 300
COLOURS = ("amber", "blue", "coral", "dune", "ember", "fern", "grün", "hazel", "indigo", "jade")
COUNTRIES = ("DE", "FR", "BR", "JP", "KE", "CA", "")
SKILLS = ("aim", "shot-calling", "Übersicht", "патience", "反応速度")
CHANNELS = ("email", "push", "sms")
SENTENCES = (
    "Plays support, and means it.",
    "Früher Sturm, heute Abwehr.",
    'Known as "the wall"; it\'s true.',
    "千里の道も一歩から",
    "",
)


@contextmanager
def own_clock() -> Iterator[None]:
    """Let `timezone.now` tell a time of our own that moves on by a second at each look."""
    ticks = iter(range(10**9))
    with mock.patch("django.utils.timezone.now", lambda: START + dt.timedelta(seconds=next(ticks))):
        yield


class Command(BaseCommand):
    """Fill every table with a few hundred rows."""

    help = "Fill every table with a few hundred rows, the same ones for the same --seed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--seed", type=int, default=7, help="where the random numbers start")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make the rows, all or none."""
        with own_clock(), transaction.atomic():
            Rows(random.Random(options["seed"])).make()


class Rows:
    """The rows, made in the order of their foreign keys."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def uuid(self) -> uuid.UUID:
        """A UUID that the seed decides."""
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def day(self, spread: int = 80) -> dt.datetime:
        """A moment in the weeks after the start."""
        return START + dt.timedelta(minutes=self.rng.randrange(spread * 1440))

    def make(self) -> None:
        """Make all rows."""
        self.accounts()
        self.games()
        self.teams()
        self.people_among_themselves()
        self.public_page()
        self.settings()
        self.money_and_news()

    def accounts(self) -> None:
        """Make users, profiles and what each profile has exactly once."""
        rng = self.rng
        # "!" followed by forty characters is what Django stores for an account without a password.
        users = [
            User(
                username=f"player{n:03d}",
                email=f"player{n:03d}@example.org",
                password="!" + "x" * 40,
                date_joined=self.day(),
            )
            for n in range(1, PROFILES + 1)
        ]
        staff = [User(username=f"staff{n}", is_staff=True, password="!" + "x" * 40, date_joined=START) for n in range(1, 5)]
        self.staff = User.objects.bulk_create(staff)
        self.profiles = UserProfile.objects.bulk_create(
            UserProfile(
                user=user,
                public_id=self.uuid(),
                handle=f"{COLOURS[n % len(COLOURS)].replace('ü', 'ue')}-{n + 1:03d}",
                display_name=f"{COLOURS[n % len(COLOURS)].title()} {n + 1}",
                bio=rng.choice(SENTENCES),
                country=rng.choice(COUNTRIES),
                preferences={"theme": rng.choice(["dark", "light"]), "beta": rng.random() < 0.1},
                reputation=rng.randrange(5000),
            )
            for n, user in enumerate(User.objects.bulk_create(users))
        )
        PrivacySettings.objects.bulk_create(
            PrivacySettings(user_profile=profile, show_country=rng.random() < 0.8) for profile in self.profiles
        )
        VerificationRecord.objects.bulk_create(
            VerificationRecord(
                user_profile=profile,
                status="verified",
                reviewed_at=self.day(),
                reviewed_by=rng.choice(self.staff),
            )
            if rng.random() < 0.6
            else VerificationRecord(user_profile=profile)
            for profile in self.profiles
        )

    def games(self) -> None:
        """Make games, accounts in them, and achievements."""
        rng = self.rng
        games = Game.objects.bulk_create(
            Game(slug=f"game-{n:02d}", title=f"Game No. {n}", released_on=dt.date(2015 + n % 10, 1 + n % 12, 1))
            for n in range(1, 25)
        )
        self.all_games = games
        GameProfile.objects.bulk_create(
            GameProfile(
                user_profile=profile,
                game=game,
                in_game_name=f"{profile.handle}_{game.slug}",
                hours_played=rng.randrange(4000),
            )
            for profile in self.profiles
            for game in rng.sample(games, k=rng.choice([1, 1, 2, 2, 3]))
        )
        self.achievements = Achievement.objects.bulk_create(
            Achievement(
                user_profile=profile,
                code=code,
                tier=rng.choice(Achievement.Tier.values),
                earned_at=self.day(),
                context={"season": 2025, "opponents": rng.randrange(64)},
            )
            for profile in self.profiles
            for code in rng.sample(["first-win", "ten-wins", "clutch", "comeback", "fair-play"], k=rng.choice([1, 2, 3]))
        )

    def teams(self) -> None:
        """Make teams and memberships, some of them over."""
        rng = self.rng
        self.all_teams = Team.objects.bulk_create(
            Team(
                public_id=self.uuid(),
                name=f"Team {COLOURS[n % len(COLOURS)].title()}",
                tag=f"T{n:02d}",
                region=rng.choice(Team.Region.values),
                founded_on=START.date() if n % 3 else None,
                created_at=self.day(10),
                captain=self.profiles[n],
                created_by=rng.choice(self.staff) if n % 4 else None,
            )
            for n in range(40)
        )
        members = []
        for team in self.all_teams:
            for profile in rng.sample(self.profiles, k=6):
                joined = self.day()
                left = joined + dt.timedelta(days=rng.randrange(1, 20)) if rng.random() < 0.25 else None
                members.append(Membership(team=team, user_profile=profile, joined_at=joined, left_at=left))
        Membership.objects.bulk_create(members)

    def people_among_themselves(self) -> None:
        """Make who follows whom and who vouches for whom."""
        rng = self.rng
        Follow.objects.bulk_create(
            Follow(follower=profile, followed=other, created_at=self.day())
            for profile in self.profiles
            for other in rng.sample(self.profiles, k=2)
            if other is not profile
        )
        SkillEndorsement.objects.bulk_create(
            SkillEndorsement(
                endorsed=profile,
                endorser=None if rng.random() < 0.05 else other,
                skill=skill,
                strength=rng.randrange(1, 6),
            )
            for profile in self.profiles
            for other in rng.sample(self.profiles, k=1)
            for skill in rng.sample(SKILLS, k=rng.choice([1, 2]))
            if other is not profile
        )

    def public_page(self) -> None:
        """Make what the public page of a profile shows."""
        rng = self.rng
        showcases = ProfileShowcase.objects.bulk_create(
            ProfileShowcase(
                user_profile=profile,
                public_id=self.uuid(),
                headline=rng.choice(SENTENCES),
                layout=rng.choice(ProfileShowcase.Layout.values),
                theme={"accent": f"#{rng.randrange(0x1000000):06x}"},
                is_published=rng.random() < 0.9,
                featured_team=rng.choice(self.all_teams) if rng.random() < 0.4 else None,
            )
            for profile in self.profiles
        )
        ShowcaseSlot.objects.bulk_create(
            ShowcaseSlot(
                showcase=showcase,
                position=position,
                caption=f"Slot {position}",
                game=rng.choice([None, *self.all_games]),
            )
            for showcase in showcases
            for position in range(1, rng.choice([2, 3, 4]))
        )
        about = ProfileAboutItem.objects.bulk_create(
            ProfileAboutItem(
                user_profile=profile,
                item_type=kind,
                visibility=rng.choice(["public", "public", "followers_only", "private"]),
                source_model="" if kind in ("bio", "custom") else f"user_profile.{kind}",
                source_id=None if kind in ("bio", "custom") else rng.randrange(1, 500),
                display_text=rng.choice(SENTENCES),
                icon_emoji=rng.choice(["🎮", "🏆", "🛡️", ""]),
                order_index=place,
                is_active=rng.random() < 0.95,
            )
            for profile in self.profiles
            for place, kind in enumerate(rng.sample(ProfileAboutItem.ItemType.values, k=rng.choice([1, 2, 3])))
        )
        self.about = {item.user_profile_id: item for item in about}
        links = []
        for profile in self.profiles:
            for place, platform in enumerate(rng.sample(SocialLink.Platform.values, k=rng.choice([1, 1, 2]))):
                url = f"https://{platform}.example/{profile.handle}"
                links.append(SocialLink(user_profile=profile, platform=platform, url=url, is_primary=place == 0))
        SocialLink.objects.bulk_create(links)
        HardwareSetup.objects.bulk_create(
            HardwareSetup(
                user_profile=profile,
                title=title,
                specs={
                    "cpu": f"C{rng.randrange(9)}",
                    "ram_gb": rng.choice([16, 32]),
                    "screens": [27, 24][: rng.randrange(3)],
                },
                is_current=title != "Old one",
            )
            for profile in self.profiles
            for title in rng.choice([[], ["Desk"], ["Desk", "Old one"]])
        )
        shelves = []
        places: dict[int, int] = {}
        for achievement in self.achievements:
            if rng.random() < 0.6:
                place = places[achievement.user_profile_id] = places.get(achievement.user_profile_id, 0) + 1
                shelves.append(
                    TrophyShelf(
                        user_profile_id=achievement.user_profile_id,
                        achievement=achievement,
                        shelf_position=place,
                    )
                )
        TrophyShelf.objects.bulk_create(shelves)
        StreamConfig.objects.bulk_create(
            StreamConfig(
                user_profile=profile,
                platform=rng.choice(StreamConfig.Platform.values),
                channel=f"{profile.handle}-live",
                embed_allowed=rng.random() < 0.85,
                schedule=[{"day": day, "at": "20:00"} for day in rng.sample(["mon", "wed", "fri"], k=rng.randrange(3))],
                featured_item=self.about[profile.pk] if rng.random() < 0.5 else None,
            )
            for n, profile in enumerate(self.profiles)
            if n % 4 != 3
        )

    def settings(self) -> None:
        """Make what players have decided."""
        rng = self.rng
        self.wallets = WalletSettings.objects.bulk_create(
            WalletSettings(
                user_profile=profile,
                payout_method=rng.choice(WalletSettings.PayoutMethod.values),
                daily_limit=Decimal(rng.choice([50, 100, 250])),
                confirm_above=Decimal(rng.randrange(5000)) / 100,
            )
            for profile in self.profiles
        )
        NotificationPreferences.objects.bulk_create(
            NotificationPreferences(
                user_profile=profile,
                channels=sorted(rng.sample(CHANNELS, k=rng.randrange(4))),
                email_digest=rng.choice(NotificationPreferences.Digest.values),
                **({"quiet_from": dt.time(22), "quiet_until": dt.time(7, 30)} if n % 3 == 0 else {}),
            )
            for n, profile in enumerate(self.profiles)
        )

    def money_and_news(self) -> None:
        """Make bounties and activities."""
        rng = self.rng
        bounties = []
        for n in range(280):
            status = rng.choice(Bounty.Status.values)
            wallet = rng.choice(self.wallets)
            bounties.append(
                Bounty(
                    reference=self.uuid(),
                    title=f"Beat me, No. {n + 1}",
                    amount=Decimal(rng.randrange(100, 20000)) / 100,
                    status=status,
                    expires_at=self.day(160) if rng.random() < 0.7 else None,
                    hunter=None if status == "open" else rng.choice(self.profiles),
                    issuer_id=wallet.user_profile_id,
                    wallet=wallet,
                )
            )
        Bounty.objects.bulk_create(bounties)
        content_type = ContentType.objects.get_for_model(Achievement)
        ProfileActivity.objects.bulk_create(
            ProfileActivity(
                user_profile_id=achievement.user_profile_id,
                verb="earned",
                content_type=content_type,
                object_id=achievement.pk,
                payload={"code": achievement.code, "note": rng.choice(SENTENCES)},
                visibility=rng.choice(["public", "public", "private"]),
            )
            for achievement in self.achievements
        )
