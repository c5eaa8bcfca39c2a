"""Names of tables and columns as words: what one writes `userId`, another writes `user_id`."""

from __future__ import annotations

import re

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_IRREGULAR = {"person": "people", "child": "children", "man": "men", "woman": "women", "datum": "data", "index": "indices"}
_SINGULAR = {plural: one for one, plural in _IRREGULAR.items()}
_HISSING = ("s", "x", "z", "ch", "sh")


def snake(name: str) -> str:
    """Words in small letters, joined by `_`."""
    return _HUMP.sub("_", name).lower()


def plurals(word: str) -> frozenset[str]:
    """What a table of such things may be called; the word itself, too."""
    first, joint, last = word.rpartition("_")
    found = {word, f"{word}s"}
    if last.endswith(_HISSING):
        found.add(f"{word}es")
    if last.endswith("y"):
        found.add(f"{word[:-1]}ies")
    if last in _IRREGULAR:
        found.add(first + joint + _IRREGULAR[last])
    return frozenset(found)


def singular(word: str) -> str:
    """What one thing of a table is called."""
    first, joint, last = word.rpartition("_")
    if last in _SINGULAR:
        return first + joint + _SINGULAR[last]
    if last.endswith("ies") and len(last) > len("ies") + 1:
        return f"{word[:-3]}y"
    if last.endswith("es") and last[:-2].endswith(_HISSING):
        return word[:-2]
    return word[:-1] if last.endswith("s") and not last.endswith("ss") else word
