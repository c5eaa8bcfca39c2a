"""What a developer writes by hand after the audit: which base, which attribute, what an answer says is theirs to decide."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drifttools.errors import UsageError


@dataclass(frozen=True, slots=True)
class HandEdit:
    """One edit.

    Args:
        named_by: What of the audit has named the place: the rule of a cause or of a finding in the code.
        place: `file:line`, as it was named.
        pairs: What stands there, and what is written instead.
        about: In a few words.
    """

    named_by: str
    place: str
    pairs: tuple[tuple[str, str], ...]
    about: str

    def write(self, project: Path) -> None:
        """Write it.

        Raises:
            UsageError: Something else stands there.
        """
        file = project / self.place.partition(":")[0]
        text = file.read_text(encoding="utf-8")
        for old, new in self.pairs:
            if old not in text:
                raise UsageError(f"{file} does not say {old!r}", hint="take a fresh copy of the project")
            text = text.replace(old, new, 1)
        file.write_text(text, encoding="utf-8")


BY_HAND = (
    HandEdit(
        "wrong-base",
        "tests/conftest.py:13",
        (
            ("from app.core.database import Base, Session, engine\n", "from app.core.database import Session, engine\n"),
            ("from app.models import User\n", "from app.models import Base, User, UserStatus\n"),
        ),
        "the tests make the tables of the models' own base",
    ),
    HandEdit(
        "unknown-attribute",
        "tests/conftest.py:32",
        (("        is_active=True,\n", "        status=UserStatus.ACTIVE,\n"),),
        "a fixture names the status that an account has",
    ),
    HandEdit(
        "contract",
        "app/schemas.py:20",
        (("    is_private: bool\n", "    is_private: bool = False\n"),),
        "until accounts can be private, an answer says that they are not",
    ),
)
