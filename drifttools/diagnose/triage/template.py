"""Turns a text as a server's source has it into what finds it: `relation "{relation}" does not exist`.

A name in braces stands for a name in that role. Between quotes it is whatever is quoted; elsewhere its role says what it
may look like. Every repetition has an upper bound, so that no text takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

QUOTES = '"“”„‟«»‹›＂'
"""How messages quote names: straight, and as German, French, Spanish servers and word processors do."""
_SINGLE = "'’‘‚`´"
_PART = re.compile(r"\{(\w+)\}")

_AROUND = 500
_LEAD = 6  # characters that must lead to the first name
_MOST = 140  # characters of a quoted name: at most 63 bytes, twice for "schema.name"
_QUOTED = {
    '"': rf'(?:[^{QUOTES}\n]|""(?=\w)){{1,{_MOST}}}',
    "'": rf"[^{_SINGLE}\n]{{1,{_MOST}}}",
    "`": rf"[^`\n]{{1,{_MOST}}}",
}
_LENIENT = rf"[\s\S]{{1,{_MOST}}}?"
_WORD = r"[^\s\"'`<>,;()\[\]{}]{1,140}"
_BARE = {
    "function": rf"[^\n\"'<>()]{{1,{_MOST}}}\([^\n()]{{0,400}}(?:\([^\n()]{{0,80}}\)[^\n()]{{0,200}}){{0,8}}\)",
    "operator": r"[^\n\"<>;]{0,80}?[-+*/<>=~!@#%^&|`?]{1,9}(?![-+*/<>=~!@#%^&|`?])(?: [^\n\"'<>;:,]{1,80})?",
    "type": r"[A-Za-z_][^\n\":;<>]{0,80}?",
    "type_end": r"[A-Za-z_][\w .]{0,60}(?:\([\d, ]{1,20}\))?(?: with(?:out)? time zone)?(?:\[\])?",
    "columns": rf"[^\s\"'`<>;()]{{1,{_MOST}}}, [^\n\"'`<>;()]{{1,{_MOST}}}",
    "kind": r"[a-z][a-z -]{1,30}?",
    "value": r"[^\n]{0,400}",
    "expression": r"[^\n\"]{1,200}",
    "any": r"[^\n]{1,200}?",
}


@dataclass(frozen=True)
class Template:
    """One text.

    Args:
        family: The id of its family.
        source: The text with its names in braces.
    """

    family: str
    source: str
    _parts: tuple[tuple[str, str], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_parts", tuple(_split(self.source)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its own words, the longest first: a text that lacks one of them cannot hold it."""
        literal = "\n".join(part for role, part in self._parts if not role)
        return tuple(sorted(set(re.split(r"[\s\"'`]+", literal)) - {""}, key=len, reverse=True))

    def find(self, text: str, *, lenient: bool = False) -> Iterator[re.Match[str]]:
        """Each place of it in a text.

        Args:
            text: Any.
            lenient: Whether a name may hold quotes or the end of a line, which only a hostile one does.
        """
        if not all(word in text for word in self.words):
            return
        pattern = self.lenient if lenient else self.pattern
        role, lead = self._parts[0]
        if not role and lead[0].isalnum():
            yield from pattern.finditer(text)
            return
        # without a word to begin with, an expression would be tried at every character: look around its longest word
        word, at, done = self.words[0], -1, 0
        while (at := text.find(word, at + 1)) >= 0:
            if (match := pattern.search(text, max(at - _AROUND, done), at + _AROUND)) is not None:
                yield match
                done = match.end()

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The roles of its names."""
        return tuple(dict.fromkeys(role for role, _ in self._parts if role))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds it; names are groups."""
        return re.compile("".join(self._expressions(lenient=False)))

    @cached_property
    def lenient(self) -> re.Pattern[str]:
        """Finds it also where a name holds quotes or the end of a line, which only a hostile one does."""
        return re.compile("".join(self._expressions(lenient=True)))

    @cached_property
    def beginning(self) -> re.Pattern[str] | None:
        """Finds the beginning of it at the end of a text, at least into its first name; None where too little leads there.

        A name without quotes is only told from other words by what follows it.
        """
        role, lead = self._parts[0]
        if role or len(self._parts) < 2 or len(lead) < _LEAD:  # noqa: PLR2004 - a text and a name
            return None
        quoted = lead[-1] in _QUOTED
        return re.compile(_cut_off(list(self._pieces()), more=0 if quoted else 2) + r"\s*(?:…|\.{3}|\[truncated\])?\s*\Z")

    @cached_property
    def ending(self) -> re.Pattern[str] | None:
        """Finds it at the beginning of a text that lost some letters before its first name; None where none lead there."""
        role, lead = self._parts[0]
        words = [part for role, part in self._parts[1:] if not role and part.strip(QUOTES + "`' ")]
        if role or len(lead) < _LEAD or not words:
            return None
        left = "|".join(_literal(lead[at:]) for at in range(1, len(lead) - 2))
        return re.compile(rf"\A[\s….\[\]]{{0,12}}(?:{left})" + "".join(list(self._expressions(lenient=False))[1:]))

    def _expressions(self, *, lenient: bool) -> Iterator[str]:
        seen: set[str] = set()
        for at, (role, literal) in enumerate(self._parts):
            if not role:
                yield _literal(literal)
            elif role in seen:
                yield f"(?P={role})"
            else:
                seen.add(role)
                yield f"(?P<{role}>{self._shape(at, lenient=lenient)})"

    def _shape(self, at: int, *, lenient: bool) -> str:
        role = self._parts[at][0]
        before = self._parts[at - 1][1][-1:] if at else ""
        if before in _QUOTED:
            return _LENIENT if lenient and before == '"' else _QUOTED[before]
        if role == "type" and at == len(self._parts) - 1:
            return _BARE["type_end"]
        return _BARE.get(role, _WORD)

    def _pieces(self) -> Iterator[tuple[str, str]]:
        """Role and expression of each piece; literals one character at a time, so that the text may end at any."""
        for at, (role, literal) in enumerate(self._parts):
            if role:
                yield role, self._shape(at, lenient=False)
            else:
                for run in re.findall(r"\s+|\S", literal):
                    yield "", _literal(run)


def _split(source: str) -> Iterator[tuple[str, str]]:
    for at, part in enumerate(_PART.split(source)):
        if at % 2:
            yield part, ""
        elif part:
            yield "", part


def _literal(text: str) -> str:
    return "".join(_one(run) for run in re.findall(r"\s+|\S", text))


def _one(char: str) -> str:
    if char.isspace():
        return r"\s{1,40}"  # a terminal or a mail may have broken the line
    if char == '"':
        return rf"[{QUOTES}] ?"
    if char == "'":
        return f"[{_SINGLE}]"
    return re.escape(char)


def _cut_off(pieces: list[tuple[str, str]], *, more: int) -> str:
    """The pieces, each of those behind the first name, and so many more, only where all before it are there."""
    first = next(at for at, (role, _) in enumerate(pieces) if role) + more
    must = "".join(expression if not role else f"(?P<{role}>{expression})" for role, expression in pieces[: first + 1])
    rest = ""
    seen = {role for role, _ in pieces[: first + 1] if role}
    for role, expression in reversed(pieces[first + 1 :]):
        # a role that comes twice is read where it stands first
        named = role and role not in seen and sum(one == role for one, _ in pieces) == 1
        rest = f"(?:{f'(?P<{role}>{expression})' if named else expression}{rest})?"
    return must + rest
