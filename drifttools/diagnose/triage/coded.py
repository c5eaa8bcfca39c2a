"""Errors that are known by a SQLSTATE, a code or an exception, while their words are in another language or new."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cache

from drifttools.diagnose.triage import surroundings, translated
from drifttools.diagnose.triage.families.registry import FAMILIES
from drifttools.diagnose.triage.family import Family
from drifttools.diagnose.triage.hits import HIDDEN, Hit, label_like, one_line

BEFORE, AFTER = 1_200, 4_000
"""Characters around an error's words in which what belongs to it is looked for."""

_LINES_ABOVE = 12
_MOST = 1_000  # places of such errors in one text
_JSON_MESSAGE = re.compile(r"\"?\bmessage\"?\s{0,3}[:=]\s{0,3}[\"'`](.{1,300}?)[\"'`]\s{0,3}(?:[,}\n]|$)")
_NEW_PART = re.compile(
    r"\s*(?:$|[\[\^({\"'<]|[^\n:：]{1,14} ?[:：]|[A-Z_a-z.]+(?:Error|Exception)\b"
    r"|Traceback|The above|During|File |at |LINE )"
)
_SEVERITY = re.compile(rf"(?:{'|'.join(translated.SEVERITIES)}) ?[:：]\s{{0,4}}([^\n]{{1,400}})")
_BARE = frozenset(("constraint", "label"))
"""Roles whose names are always quoted: beside them a word without quotes is no name."""


@cache
def _by_state() -> dict[str, tuple[Family, ...]]:
    states: dict[str, tuple[Family, ...]] = {}
    for family in sorted(FAMILIES, key=lambda family: not family.guess):
        for state in family.sqlstates:
            states[state] = (*states.get(state, ()), family)
    return states


@cache
def by_exception() -> dict[str, tuple[Family, ...]]:
    """Name of an exception to the families that it may stand for, its own first."""
    names: dict[str, tuple[Family, ...]] = {}
    for family in FAMILIES:
        for name in family.exceptions:
            others = [one for state in family.sqlstates for one in _by_state()[state] if one is not family]
            names[name] = tuple(dict.fromkeys((*names.get(name, ()), family, *others)))
    return names


@cache
def _by_code() -> dict[str, Family]:
    return {code: family for family in reversed(FAMILIES) for code in family.codes}


def with_coded(text: str, hits: list[Hit]) -> list[Hit]:
    """Add what only a code or an exception tells: messages in another language, words that no release had before."""
    anchors: list[tuple[int, tuple[Family, ...], str]] = []
    anchors += [(at, _by_state().get(state, ()), state) for at, state in surroundings.states(text)]
    anchors += [(at, by_exception()[name], "") for at, _, name in surroundings.exceptions(text)]
    anchors += [(at.start(), (_by_code()[at[1]],), "") for at in surroundings.CODES.finditer(text) if at[1] in _by_code()]
    added: list[Hit] = []
    starts = sorted((hit.start, hit.end, hit.family.id) for hit in hits)
    covered = _Covered(starts)
    last = -1
    for at, families, state in sorted(anchors, key=lambda anchor: anchor[0]):
        if at < last or not families or covered.near(at, {family.id for family in families}):
            continue
        hit = _anchored(text, at, families, state)
        if hit is not None:
            added.append(hit)
            last = hit.end
            if len(added) > _MOST:
                break
    return hits + added


class _Covered:
    """The places of errors whose words were understood."""

    def __init__(self, spans: list[tuple[int, int, str]]) -> None:
        self._spans = spans

    def near(self, at: int, families: set[str]) -> bool:
        """Whether a code or exception at this place belongs to one of them."""
        place = bisect(self._spans, (at, 0, ""))
        around = self._spans[max(place - 2, 0) : place + 2]
        return any(family in families and (start - BEFORE <= at <= end + AFTER) for start, end, family in around) or any(
            start <= at < end for start, end, _ in around
        )


def _anchored(text: str, at: int, families: tuple[Family, ...], state: str) -> Hit | None:
    """An error whose words are not known: names are told by the nouns beside them."""
    end = text.find("\n", at)
    end = min(end if end >= 0 else len(text), at + 1_000)
    begin = max(text.rfind("\n", 0, at) + 1, at - 600)
    message = _message_of(text, begin, at, end)
    told = translated.telling(message)
    family = next((one for one in families if one.id in told), None)
    said = translated.said(message)
    if family is None:
        roles = (role for role, _ in (*translated.quoted_names(message), *translated.bare_names(message)))
        by_noun = {translated.FAMILY_OF.get((said, role)) for role in roles}
        family = next((one for one in families if one.id in by_noun), None)
    if family is None:
        family = next((one for one in families if one.guess), None)
    if family is None:
        return None
    names = _names_in(family, message)
    return Hit(at, max(end, at + 1), family, names, _foreign(message, family, names), sqlstate=state)


def _message_of(text: str, begin: int, at: int, end: int) -> str:
    """The words that go with a code: behind it, or in the member of the same JSON that is called so."""
    around = text[max(begin - 600, 0) : min(end + 600, len(text))]
    line = text[at:end]
    if "{" in around and (member := _JSON_MESSAGE.search(around)):
        return member[1]
    _, colon, rest = line.partition(":")
    told = (rest if colon else line.partition(" ")[2]).strip(" )") and (rest if colon else line.partition(" ")[2]).strip()
    following = text[end + 1 : end + 400].lstrip().partition("\n")[0]
    if told and not _NEW_PART.match(following):
        told = f"{told} {following}"  # some translations break their line
    if translated.quoted_names(told):
        return told
    # node's errors have their words first and their code some lines below
    above = text[max(begin - 1_500, 0) : begin].splitlines()[-_LINES_ABOVE:]
    words = next((line for line in reversed(above) if _says_something(line)), "")
    return words or told or following or text[begin:at]


def _says_something(line: str) -> bool:
    """Whether a line may be a server's message in some language."""
    return bool(translated.telling(line) or any(role for role, _ in translated.quoted_names(line)))


def _names_in(family: Family, message: str) -> tuple[tuple[str, str], ...]:
    """The names of a message that is not understood word by word, in the roles of its family.

    What is quoted counts, and of that what stands beside a noun; what is left takes the roles that are left, in order.
    Names without quotes count where the messages of the family have such.
    """
    if family.id == "missing-operator":
        found = translated.operator(message)
        return (("operator", found),) if found else ()
    enum = family.id == "enum-label"
    wanted = ("type", "label") if enum else family.object
    pairs = [("type" if enum and role == "enum" else role, name) for role, name in translated.quoted_names(message)]
    names: dict[str, str] = {}
    for role, name in pairs:
        if role in wanted:
            names.setdefault(role, name)
    rest = [name for role, name in pairs if name not in names.values() and (not role or role not in wanted)]
    if _BARE.isdisjoint(wanted) or not names:
        for role, name in translated.bare_names(message):
            own = "routine" if role == "function" and "routine" in wanted else "type" if enum and role == "enum" else role
            if own in wanted:
                names.setdefault(own, name)
    left = [role for role in wanted if role not in names]
    if rest and left and (family.kind or enum) and family.id != "invalid-value":
        names |= dict(zip(left[-len(rest) :], rest, strict=False))
    return tuple((role, names[role]) for role in wanted if role in names)


def _foreign(message: str, family: Family, names: tuple[tuple[str, str], ...]) -> str:
    """A message that is not understood word by word: where it may quote a value, all but names of objects is hidden."""
    if any(state.startswith(("22", "23")) for state in family.sqlstates):
        kept = {name for role, name in names if role != "label" or label_like(name)}
        for _, name in translated.quoted_names(message):
            if name not in kept:
                message = message.replace(name, HIDDEN)
    return one_line(message)


def translated_lines(text: str) -> Iterator[Hit]:
    """Errors without code and exception in another language: told by their words alone."""
    by_id = {family.id: family for family in reversed(FAMILIES) if family.dialect == "postgresql"}
    for match in _SEVERITY.finditer(text):
        message = match[1]
        told = [family for family in translated.telling(message) if family not in ("missing-role", "foreign-key-types")]
        said = translated.said(message)
        roles = [role for role, _ in (*translated.quoted_names(message), *translated.bare_names(message)) if role]
        family_id = told[0] if told else ""
        if not family_id and said == "missing" and roles:
            family_id = translated.FAMILY_OF.get((said, "column" if "column" in roles else roles[0]), "")
        elif not family_id and said:
            family_id = {"exists": "already-there", "denied": "no-privilege"}.get(said, "")
        if family_id:
            family = by_id[family_id]
            names = _names_in(family, message)
            yield Hit(match.start(1), match.end(), family, names, _foreign(message, family, names))
