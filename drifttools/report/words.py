"""How numbers, times and lists of names are put into words, the same in every section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

_PLACE = re.compile(r" \([^()]*:\d+\)")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def plural(noun: str) -> str:
    """The plural of a kind or another plain noun."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def counted(number: int, noun: str) -> str:
    """`1 table`, `12 tables`, `84,512 rows`."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names one after the other; how many more there are is said, never hidden."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most:,} more" if len(names) > most else shown


def moment(at: datetime) -> str:
    """A time as tables show it, in UTC and without the word."""
    return f"{in_utc(at):%Y-%m-%d %H:%M:%S}"


def moment_utc(at: datetime) -> str:
    """A time within a sentence."""
    return f"{moment(at)} UTC"


def in_utc(at: datetime) -> datetime:
    """The same moment in UTC; a time without a zone is UTC already."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def lasted(span: timedelta) -> str:
    """A span in its two largest units: `13 d 21 h`, `2 min 07 s`, `0.4 s`."""
    seconds = span.total_seconds()
    if round(seconds, 1) < _MINUTE:
        return f"{seconds:.1f} s".replace(".0 s", " s")
    whole = round(seconds)
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE:02} s"
    if whole < _DAY:
        return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE:02} min"
    return f"{whole // _DAY} d {whole % _DAY // _HOUR} h"


def run_of(ids: Sequence[str]) -> str:
    """Ids of steps: `s01`, `s01, s04`, and `s01 to s12` only where none between them is left out."""
    numbers = [int(ident.lstrip("s")) for ident in ids if ident.lstrip("s").isdecimal()]
    unbroken = len(numbers) == len(ids) and numbers == list(range(numbers[0], numbers[0] + len(ids))) if ids else False
    return f"{ids[0]} to {ids[-1]}" if unbroken and len(ids) > 2 else listed(ids)  # noqa: PLR2004 - two are both said


def cut_to(text: str, words: int) -> str:
    """The text with at most so many words; that something is left out is shown."""
    parts = text.split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]).rstrip(",;:") + " …"


def sentence(text: str) -> str:
    """The text with a full stop at its end."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def without_place(text: str) -> str:
    """A reason without the file and line that it names, which differ where the reason is one."""
    return _PLACE.sub("", text)


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without repetitions and without empty ones, in their order."""
    return tuple(dict.fromkeys(text for text in texts if text))
