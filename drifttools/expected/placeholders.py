"""Flyway's placeholders: `${name}` in a script stands for a value of its configuration."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from drifttools.errors import SourceError
from drifttools.expected.base import Context

_PLACEHOLDER = re.compile(r"\$\{([^}\n]+)\}")
_IN_CONF = re.compile(r"^\s*flyway\.placeholders\.([^=\s]+)\s*=\s*(.*?)\s*$", re.MULTILINE)
_SWITCHED_OFF = re.compile(r"placeholderReplacement\s*=\s*false", re.IGNORECASE)
_VARIABLE = "FLYWAY_PLACEHOLDERS_"
_NEAR = 3  # directories above the migrations in which a configuration is looked for


def placeholders_filled(script: str, path: Path, directory: Path, context: Context) -> str:
    """A script with its placeholders replaced.

    Args:
        script: The text.
        path: Its file.
        directory: That of the migrations; `flyway.conf` and `flyway.toml` are looked for there and above it.
        context: Its `project.env` may hold `FLYWAY_PLACEHOLDERS_NAME`, which wins.

    Raises:
        SourceError: A placeholder has no value.
    """
    if not _PLACEHOLDER.search(script):
        return script
    beside = path.with_name(path.name + ".conf")
    if beside.is_file() and _SWITCHED_OFF.search(beside.read_text(encoding="utf-8", errors="replace")):
        return script
    # Flyway does not tell upper from lower case in them.
    values = {
        "flyway:defaultschema": "public",
        "flyway:filename": path.name,
        "flyway:timestamp": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}",
        "flyway:table": "flyway_schema_history",
        "flyway:environment": "default",
    }
    values |= {name.lower(): value for name, value in _configured(directory)}
    names = (name for name in context.project.env if name.startswith(_VARIABLE))
    values |= {name.removeprefix(_VARIABLE).lower(): context.project.env[name] for name in names}

    def value(found: re.Match[str]) -> str:
        name = found[1].lower()
        if name in values:
            return values[name]
        line = script.count("\n", 0, found.start()) + 1
        raise SourceError(
            f"{context.shown(path)}:{line}: the placeholder {found[0]} has no value",
            file=context.shown(path),
            line=line,
            hint=f"put {_VARIABLE}{found[1].upper()} under [project.env] in drift.toml",
        )

    return _PLACEHOLDER.sub(value, script)


def _configured(directory: Path) -> Iterator[tuple[str, str]]:
    """The placeholders of the configurations, the nearest last."""
    for folder in reversed([directory, *list(directory.parents)[:_NEAR]]):
        conf, toml = folder / "flyway.conf", folder / "flyway.toml"
        if conf.is_file():
            yield from _IN_CONF.findall(conf.read_text(encoding="utf-8", errors="replace"))
        if toml.is_file():
            try:
                flyway = tomllib.loads(toml.read_text(encoding="utf-8")).get("flyway", {})
            except (tomllib.TOMLDecodeError, UnicodeDecodeError):
                continue
            yield from ((name, str(one)) for name, one in flyway.get("placeholders", {}).items())
