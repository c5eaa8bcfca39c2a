"""Small pieces of sentences: numbers with their nouns, short lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drifttools.model.finding import Finding

_PLURALS = {"policy": "policies", "index": "indexes"}
_LISTED = 5


def plural(kind: str) -> str:
    """The plural of a kind's name."""
    return _PLURALS.get(kind, kind + "s")


def counted(number: int, noun: str) -> str:
    """`1 table`, `12 tables`."""
    return f"{number} {noun if number == 1 else plural(noun)}"


def objects(findings: Iterable[Finding]) -> str:
    """`12 tables and 1 enum`, in the order in which the kinds come."""
    numbers: dict[str, int] = {}
    for finding in findings:
        numbers[finding.kind] = numbers.get(finding.kind, 0) + 1
    return enumerated([counted(number, kind) for kind, number in numbers.items()])


def verb(findings: Sequence[object], one: str, several: str) -> str:
    """The form of the verb that fits the number."""
    return one if len(findings) == 1 else several


def enumerated(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def listed(names: Iterable[str], most: int = _LISTED) -> str:
    """A few names, and how many more there are."""
    every = list(names)
    return ", ".join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")
