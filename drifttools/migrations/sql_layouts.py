"""Which tool a directory of SQL migrations was written for, and in which order that runs which files.

A layout is recognised by what only its tool writes: names of files, marks in them, a file beside them. Where nothing
tells, the files are run in the order of their numbers. What a tool itself would pass over is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_Key = tuple[object, ...]

# V1_1__a.sql, 000001_b.up.sql, 2024-01-31-c/up.sql: a version of numbers that nothing but a separator follows.
_VERSION = re.compile(r"[vV]?(\d+(?:[._-]\d+)*)(?=__|[_.-]|$)")
_DOWN = re.compile(r"(?:.*[._-])?(?:down|undo|revert|rollback)\.sql|U\d.*__.*", re.IGNORECASE)
_HEAD = 4096  # of a file: where its marks are
_FLYWAY = re.compile(r"(?P<sort>[VB])(?P<version>\d+(?:[._]\d+)*)__(?P<name>.*)\.sql|R__(?P<again>.*)\.sql")
_CALLBACK = re.compile(r"(?P<when>(?:before|after)[A-Z]\w*?)(?:__.*)?\.sql")


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One file of a directory of migrations.

    Args:
        path: Relative to the directory.
        name: What the tool's ledger calls it, or its name without `.sql` where there is no ledger.
        title: The rest of its name, as words.
        noted: What the ledger has in the place of a name.
    """

    path: PurePosixPath
    name: str
    title: str = ""
    noted: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one tool lays its migrations down.

    Args:
        tool: Its name, as its ledger has it; `sql` where no tool is known.
        told_by: What shows it, for messages.
        files: Those that the tool runs to make a database from nothing, in its order.
        passed_over: SQL files that it does not run, apart from those that take a migration back.
    """

    tool: str
    told_by: str
    files: tuple[SqlFile, ...]
    passed_over: tuple[PurePosixPath, ...] = ()


@dataclass(frozen=True, slots=True)
class _Tool:
    """How a tool is recognised, and what its files are called.

    Args:
        tool, told_by: As in `Layout`.
        matches: Matches the path of a migration of the tool, with the group `version` and perhaps `name`.
        mark: Found near the beginning of its files, where only that tells.
        beside: A file in the directory or above it that only this tool has.
        ledger: The name in the ledger, from the version.
        only: Whether the tool passes over files that do not match.
    """

    tool: str
    told_by: str
    matches: re.Pattern[str]
    mark: re.Pattern[str] | None = None
    beside: tuple[str, ...] = ()
    ledger: Callable[[str], str] = str
    only: bool = False


def _number(version: str) -> str:
    """The version as the number that a bigint holds."""
    return str(int(version))


def _digits(version: str) -> str:
    return re.sub(r"\D", "", version)


_NUMBERED = re.compile(r"(?:.*/)?(?P<version>\d+)[_.-]?(?P<name>[^/]*)\.sql")

_TOOLS = (
    _Tool("prisma", "*/migration.sql", re.compile(r"(?:.*/)?(?P<version>[^/]+)/migration\.sql"), only=True),
    _Tool(
        "diesel",
        "*/up.sql",
        re.compile(r"(?:.*/)?(?P<version>[\d-]*\d)_(?P<name>[^/]*)/up\.sql"),
        ledger=_digits,
        only=True,
    ),
    _Tool(
        "golang-migrate",
        "*.up.sql",
        re.compile(r"(?:.*/)?(?P<version>\d+)_(?P<name>[^/]*)\.up\.sql"),
        ledger=_number,
        only=True,
    ),
    _Tool("dbmate", "-- migrate:up", _NUMBERED, mark=re.compile(r"^--\s*migrate:up\b", re.MULTILINE)),
    _Tool(
        "goose",
        "-- +goose Up",
        _NUMBERED,
        mark=re.compile(r"^--\s*\+goose\s+up\b", re.MULTILINE | re.IGNORECASE),
        ledger=_number,
    ),
    _Tool(
        "sql-migrate",
        "-- +migrate Up",
        re.compile(r"(?:.*/)?(?P<version>[^/]+\.sql)"),
        mark=re.compile(r"^--\s*\+migrate\s+up\b", re.MULTILINE | re.IGNORECASE),
    ),
    _Tool("atlas", "atlas.sum", _NUMBERED, beside=("atlas.sum",)),
    _Tool(
        "supabase",
        "supabase/migrations",
        re.compile(r"(?P<version>\d+)_(?P<name>[^/]*)\.sql"),
        beside=("../config.toml",),
        only=True,
    ),
)


def known_layouts() -> Iterator[tuple[str, str, str]]:
    """Every layout for the manual: its tool, what shows it, and what is run."""
    yield (
        "flyway",
        "`V…__*.sql`, `R__*.sql`",
        (
            "versions over all directories, from the newest baseline `B…__` on; `R__`; `beforeMigrate`, `afterMigrate`; "
            "placeholders from `flyway.conf`, `flyway.toml` and `FLYWAY_PLACEHOLDERS_…` under `[project.env]`"
        ),
    )
    yield "sqitch", "`sqitch.plan`", "`deploy/`, in the order of the plan"
    yield "drizzle", "`meta/_journal.json`", "the order of the journal"
    for tool in _TOOLS:
        order = "the files of that name" if tool.only else "all files, up to their way down" if tool.mark else "all files"
        yield tool.tool, f"`{tool.told_by}`", f"{order}, in the order of their numbers"
    yield "sql", "nothing of these", "all files but ways down, in the order of their numbers; or one file, such as a dump"


def layout_of(directory: Path) -> Layout:
    """Recognise the layout of a directory, with the files below it.

    Args:
        directory: Hidden directories in it, and files that take a migration back, are left out.
    """
    found = (PurePosixPath(path.relative_to(directory).as_posix()) for path in directory.rglob("*.sql") if path.is_file())
    files = [one for one in found if not any(part.startswith(".") for part in one.parts)]
    ways_up = [one for one in files if not _DOWN.fullmatch(one.name)]
    if any(_FLYWAY.fullmatch(one.name) for one in ways_up):
        return _flyway(ways_up)
    if (directory / "sqitch.plan").is_file():
        return _sqitch(directory, ways_up)
    if (directory / "meta/_journal.json").is_file() and (drizzle := _drizzle(directory, ways_up)):
        return drizzle
    for tool in _TOOLS:
        if (layout := _by(tool, directory, ways_up)) is not None:
            return layout
    return Layout("sql", "numbers in names", tuple(_plain(one) for one in sorted(ways_up, key=_order)))


def _by(tool: _Tool, directory: Path, files: Sequence[PurePosixPath]) -> Layout | None:
    matched = {one: match for one in files if (match := tool.matches.fullmatch(one.as_posix()))}
    if not matched or not _shown(tool, directory, files):
        return None
    kept = matched if tool.only else files
    listed = []
    for one in sorted(kept, key=_order):
        match = matched.get(one)
        parts = match.groupdict() if match else {}
        name = tool.ledger(parts["version"]) if match else one.name.removesuffix(".sql")
        listed.append(SqlFile(one, name, _words(parts.get("name") or "")))
    return Layout(tool.tool, tool.told_by, tuple(listed), tuple(one for one in files if one not in kept))


def _shown(tool: _Tool, directory: Path, files: Iterable[PurePosixPath]) -> bool:
    """Whether something beside the names of files shows the tool, where names alone do not."""
    if tool.tool == "supabase" and directory.absolute().parts[-2:] == ("supabase", "migrations"):
        return True
    if tool.mark is not None:
        return any(tool.mark.search(_head(directory / one)) for one in files)
    return not tool.beside or any((directory / one).is_file() for one in tool.beside)


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _flyway(files: Sequence[PurePosixPath]) -> Layout:
    """Versions over all directories, from the newest baseline on, then what is repeated, between the callbacks."""
    matches = {one: match for one in files if (match := _FLYWAY.fullmatch(one.name))}
    versions = {one: _numbers(match["version"]) for one, match in matches.items() if match["sort"]}
    baselines = [one for one, match in matches.items() if match["sort"] == "B"]
    newest = max(baselines, key=versions.__getitem__, default=None)
    made = [
        one
        for one in versions
        if one == newest or (one not in baselines and (newest is None or versions[one] > versions[newest]))
    ]
    made.sort(key=lambda one: (versions[one], one.as_posix()))
    made += sorted((one for one, match in matches.items() if match["again"]), key=lambda one: (one.name, one.as_posix()))
    calls = {one: match["when"] for one in files if (match := _CALLBACK.fullmatch(one.name)) and one not in matches}
    before, after = (sorted(one for one in calls if calls[one] == when) for when in ("beforeMigrate", "afterMigrate"))
    listed = [_plain(one) for one in before]
    for one in made:
        match = matches[one]
        name = ".".join(map(str, versions[one])) if match["sort"] else one.name
        listed.append(SqlFile(one, name, _words(match["name"] or match["again"])))
    listed += [_plain(one) for one in after]
    run = {one.path for one in listed}
    return Layout("flyway", "V…__*.sql", tuple(listed), tuple(one for one in files if one not in run))


def _drizzle(directory: Path, files: Sequence[PurePosixPath]) -> Layout | None:
    """The order of its journal; None where that cannot be read."""
    try:
        journal = json.loads((directory / "meta/_journal.json").read_text(encoding="utf-8"))
        entries = sorted(journal["entries"], key=lambda entry: int(entry["idx"]))
        tags = {str(entry["tag"]): str(entry.get("when", "")) for entry in entries}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    there = {one.name.removesuffix(".sql"): one for one in files if len(one.parts) == 1}
    listed = tuple(SqlFile(there[tag], tag, noted=when) for tag, when in tags.items() if tag in there)
    run = {one.path for one in listed}
    return Layout("drizzle", "meta/_journal.json", listed, tuple(one for one in files if one not in run))


def _sqitch(directory: Path, files: Sequence[PurePosixPath]) -> Layout:
    """`deploy/` in the order of the plan; what reverts and verifies is left out."""
    plan = (directory / "sqitch.plan").read_text(encoding="utf-8", errors="replace").splitlines()
    # a change starts with its name; `%` is a setting, `@` a tag, `#` a comment
    names = [line.split()[0] for line in plan if line.strip() and line.lstrip()[0] not in "%@#"]
    there = {one.as_posix() for one in files}
    listed = tuple(SqlFile(PurePosixPath(f"deploy/{name}.sql"), name) for name in names if f"deploy/{name}.sql" in there)
    run = {one.path for one in listed}
    return Layout("sqitch", "sqitch.plan", listed, tuple(one for one in files if one not in run))


def _plain(path: PurePosixPath) -> SqlFile:
    return SqlFile(path, path.name.removesuffix(".sql"))


def _words(name: str) -> str:
    return " ".join(name.replace("_", " ").split())


def _numbers(version: str) -> tuple[int, ...]:
    """A version as Flyway compares them: 1.10 after 1.9, and 1.0 the same as 1."""
    numbers = [int(part) for part in re.split(r"[._]", version)]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _order(path: PurePosixPath) -> list[tuple[int, tuple[int, ...], list[tuple[int, str]], str]]:
    return [_order_of_name(part) for part in path.parts]


def _order_of_name(name: str) -> tuple[int, tuple[int, ...], list[tuple[int, str]], str]:
    """Versions by their numbers, then other names with their numbers as numbers."""
    stem = name.removesuffix(".sql")
    version = _VERSION.match(stem)
    numbers = tuple(int(n) for n in re.split(r"[._-]", version[1])) if version else ()
    rest = [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", stem)]
    return 0 if version else 1, numbers, rest, name


def is_revision(file: SqlFile, revision: str) -> bool:
    """Whether a file is the one that a revision names: by its version, its name, or its name in the ledger.

    Args:
        file: The file.
        revision: What stands after `@`.
    """
    if revision == file.name:
        return True
    for name in file.path.parts:
        stem = name.removesuffix(".sql").removesuffix(".up")
        version = _VERSION.match(stem)
        if revision in (name, stem) or (version and version[1].lstrip("0") == revision.lstrip("vV").lstrip("0")):
            return True
    return False
