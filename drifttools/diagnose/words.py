"""Small pieces of sentences: numbers with their nouns, short lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drifttools.model.finding import Change, Finding

_PLURALS = {"policy": "policies", "index": "indexes"}
_LISTED = 5
_ABSENT = {Change.MISSING: "missing", Change.CHANGED: "as before", Change.UNEXPECTED: "still there"}


def plural(kind: str) -> str:
    """The plural of a kind's name."""
    return _PLURALS.get(kind, kind + "s")


def counted(number: int, noun: str) -> str:
    """`1 table`, `12 tables`."""
    return f"{number} {noun if number == 1 else plural(noun)}"


def objects(findings: Iterable[Finding]) -> str:
    """`12 tables and 1 enum`, each object once, in the order in which the kinds come."""
    numbers: dict[str, int] = {}
    for kind, _ in _distinct(findings):
        numbers[kind] = numbers.get(kind, 0) + 1
    return enumerated([counted(number, kind) for kind, number in numbers.items()])


def verb(findings: Sequence[object], one: str, several: str) -> str:
    """The form of the verb that fits the number; of findings, that of their objects."""
    told = [finding for finding in findings if isinstance(finding, Finding)]
    number = len(_distinct(told)) if told else len(findings)
    return one if number == 1 else several


def absent(findings: Iterable[Finding]) -> str:
    """`2 columns are missing, 1 column is as before`: what shows that something did not happen."""
    parts = []
    every = list(findings)
    for change, words in _ABSENT.items():
        found = [finding for finding in every if finding.change is change]
        if found:
            parts.append(f"{objects(found)} {verb(found, 'is', 'are')} {words}")
    return ", ".join(parts)


def _distinct(findings: Iterable[Finding]) -> dict[tuple[str, tuple[str, ...]], None]:
    """The objects that findings are about: one may differ in several attributes."""
    return dict.fromkeys((finding.kind, finding.key) for finding in findings)


def enumerated(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def listed(names: Iterable[str], most: int = _LISTED) -> str:
    """A few names, and how many more there are."""
    every = list(names)
    return ", ".join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")
