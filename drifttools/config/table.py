"""One table of a TOML file, read key by key: wrong types and keys that nobody asked for are errors with their place."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from drifttools.errors import ConfigError


class Table:
    """A table that remembers which keys were asked for, so that `end` can name the others.

    Args:
        data: What `tomllib` gave.
        place: What the table is called in messages, such as `[targets.prod]`.
        file: The file.
    """

    def __init__(self, data: Mapping[str, Any], place: str, file: Path) -> None:
        self._data = data
        self._place = place
        self._file = file
        self._known: list[str] = []

    def text(self, key: str) -> str | None:
        """A text that may be absent."""
        value = self._take(key)
        if value is None or isinstance(value, str):
            return value
        raise self._wrong(key, "a text")

    def needed_text(self, key: str, *, hint: str | None = None) -> str:
        """A text that must be there and must not be empty."""
        value = self.text(key)
        if value is None or not value.strip():
            self.fail(f"lacks {key!r}", hint=hint)
        return value

    def needed_date(self, key: str, *, hint: str | None = None) -> date:
        """A date, as TOML's own or as a text."""
        value = self._take(key)
        if value is None:
            self.fail(f"lacks {key!r}", hint=hint)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self._wrong(key, "a date such as 2027-01-31") from None

    def number(self, key: str, *, default: float) -> float:
        """A number above 0."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0:
            return float(value)
        raise self._wrong(key, "a number above 0")

    def integer(self, key: str, *, default: int) -> int:
        """A whole number."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self._wrong(key, "a whole number")

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        raise self._wrong(key, "true or false")

    def listed(self, key: str) -> tuple[str, ...]:
        """A text, or a list of texts."""
        value = self._take(key)
        given = [] if value is None else [value] if isinstance(value, str) else value
        if isinstance(given, list) and all(isinstance(one, str) and one for one in given):
            return tuple(given)
        raise self._wrong(key, "a text or a list of texts")

    def texts(self, key: str) -> Mapping[str, str]:
        """A table whose values are texts."""
        value = self._take(key)
        if value is None:
            return {}
        if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
            return value
        raise self._wrong(key, "a table of texts")

    def anything(self, key: str) -> Mapping[str, Any]:
        """A table of whatever JSON can hold."""
        value = self._take(key)
        if value is None:
            return {}
        if isinstance(value, dict):
            return value
        raise self._wrong(key, "a table")

    def text_list(self, key: str) -> tuple[str, ...]:
        """A list of texts; an empty one if it is absent."""
        value = self._take(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        raise self._wrong(key, "a list of texts")

    def table(self, key: str) -> Table:
        """The table `[key]`; an empty one if it is absent."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            raise self._wrong(key, f"a table: [{key}]")
        return Table(value or {}, f"[{key}]", self._file)

    def named_tables(self, key: str) -> dict[str, Table]:
        """The tables `[key.NAME]`."""
        value = self._take(key) or {}
        if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
            raise self._wrong(key, f"tables: [{key}.NAME]")
        return {name: Table(data, f"[{key}.{name}]", self._file) for name, data in value.items()}

    def tables(self, key: str) -> list[Table]:
        """The tables `[[key]]`, numbered from 1 in messages."""
        value = self._take(key) or []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self._wrong(key, f"tables: [[{key}]]")
        return [Table(data, f"[[{key}]] number {n}", self._file) for n, data in enumerate(value, 1)]

    def end(self) -> None:
        """Refuse every key that was not asked for.

        Raises:
            ConfigError: There is one; the message names it, the file and the nearest key that exists.
        """
        for key in self._data:
            if key not in self._known:
                near = difflib.get_close_matches(key, self._known, n=1, cutoff=0.5)
                known = ", ".join(self._known)
                self.fail(
                    f"has an unknown key {key!r}",
                    hint=f"did you mean {near[0]!r}?" if near else f"known keys: {known}",
                )

    def fail(self, what: str, *, hint: str | None = None) -> NoReturn:
        """Raise a ConfigError about this table."""
        raise ConfigError(f"{self._place} in {self._file} {what}", hint=hint)

    def _take(self, key: str) -> Any:
        self._known.append(key)
        return self._data.get(key)

    def _wrong(self, key: str, wanted: str) -> ConfigError:
        # The value is not shown: it may be a DSN.
        return ConfigError(f"{self._place} in {self._file} has a wrong value for {key!r}", hint=f"{key} is {wanted}")
