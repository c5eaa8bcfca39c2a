"""OPTIONS of foreign data wrappers, servers, user mappings, foreign tables and their columns.

They are held as sorted `name=value`, because their order means nothing; what looks like a secret is held as a digest, and
so can be seen to differ, but never be set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drifttools.kinds.secret import LOOKS_SECRET
from drifttools.sql.compose import NOTHING, Sql, compose, joined, name, value

Options = tuple[str, ...]
_SECRET = re.compile(LOOKS_SECRET, re.IGNORECASE)


def options(given: Options | None) -> Sql:
    """The clause of a CREATE, without what is secret."""
    plain = [option for option in _split(given) if not _SECRET.search(option[0])]
    return (
        compose(" options ({})", joined(compose("{} {}", name(own), value(text)) for own, text in plain))
        if plain
        else NOTHING
    )


def options_change(found: Options | None, wanted: Options | None) -> Sql:
    """The clause of an ALTER that makes the one of the other; nothing where only secrets differ."""
    before, after = dict(_split(found)), dict(_split(wanted))
    parts = [compose("drop {}", name(option)) for option in sorted(before.keys() - after.keys())]
    for option in sorted(key for key in after if before.get(key) != after[key] and not _SECRET.search(key)):
        setting = compose("{} {}", name(option), value(after[option]))
        parts.append(compose("set {}", setting) if option in before else compose("add {}", setting))
    return compose(" options ({})", joined(parts)) if parts else NOTHING


def secrets_to_set(found: Options | None, wanted: Options | None) -> str:
    """Why the options cannot be made what they should be; empty where they can."""
    before = dict(_split(found))
    secret = [option for option, digest in _split(wanted) if _SECRET.search(option) and before.get(option) != digest]
    return f"its option {', '.join(secret)} is a secret, which is never read: set it by hand" if secret else ""


def _split(given: Iterable[str] | None) -> list[tuple[str, str]]:
    return [(option.partition("=")[0], option.partition("=")[2]) for option in given or ()]
