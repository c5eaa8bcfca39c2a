"""Reads an error text: which errors it holds, of which families, about which objects. Any text, in linear time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from drifttools.diagnose.triage import surroundings, translated
from drifttools.diagnose.triage.clean import plain
from drifttools.diagnose.triage.coded import AFTER, BEFORE, by_exception, translated_lines, with_coded
from drifttools.diagnose.triage.families.exceptions import STATE_OF
from drifttools.diagnose.triage.family import Family
from drifttools.diagnose.triage.hits import HIDDEN, VALUES, Hit, cut_before, cut_off, in_words, label_like, leniently
from drifttools.model.recognised import Recognised, Recognition

UNKNOWN = "unknown"
MOST = 50
"""Different errors of one text that are told; a log of a bad day has the same few, many times over."""

_NAMELESS = frozenset(("", "(not available)"))
"""What stands where a name should: Prisma's, where it does not know which."""
_PLACED = 3  # of the same error in a text, so many are looked at in what surrounds them


def recognise(text: str) -> Recognition:
    """Find the errors of a text.

    Args:
        text: What somebody pasted: log lines, tracebacks, answers of an API, several at once.
    """
    given = len(text)
    text, unread = plain(text)
    hits = in_words(text)
    ends = len(text.rstrip())
    if not any(hit.end >= ends for hit in hits):
        hits += cut_off(text, hits)
    hits = with_coded(text, hits)
    if not hits:
        hits = list(translated_lines(text)) or cut_before(text) or leniently(text)
    hits.sort(key=lambda hit: hit.start)
    errors = _merged(_placed(text, hits))
    if not errors:
        unknown = _unknown(text)
        errors = [unknown] if unknown else []
    return Recognition(tuple(errors[:MOST]), given, unread)


def first_message(text: str) -> str:
    """The first error that a text holds, in the words of the server or tool but without values; empty where it has none."""
    text, _ = plain(text)
    hits = in_words(text) or leniently(text)
    return hits[0].message if hits else ""


# ------------------------------------------------------------------------------------------- what stands around it


def _placed(text: str, hits: list[Hit]) -> Iterator[Recognised]:
    """The errors with what surrounds them; of one that is met often, the last that is looked at stands for the rest."""
    ends = [*(hit.start for hit in hits[1:]), len(text)][: len(hits)]
    times = Counter(hit.same for hit in hits)
    met: Counter[tuple[object, ...]] = Counter()
    previous = 0
    for hit, end in zip(hits, ends, strict=True):
        met[hit.same] += 1
        if met[hit.same] <= _PLACED:
            before = text[max(previous, hit.start - BEFORE) : hit.start]
            error = _recognised(text, hit, before, text[hit.end : min(end, hit.end + AFTER)])
            stands_for = times[hit.same] - _PLACED + 1 if met[hit.same] == _PLACED else 1
            yield replace(error, seen=stands_for)
        previous = hit.end


def _recognised(text: str, hit: Hit, before: str, after: str) -> Recognised:
    family = hit.family
    around = f"{before}\n{text[hit.start : hit.end]}\n{after}"
    own_line = before.rpartition("\n")[2]
    names = {role: name for role, name in hit.names if role not in VALUES and name not in _NAMELESS}
    label = names.get("label", "")
    if label and not label_like(label):
        names["label"] = HIDDEN
    names = _split_names(family, names)
    exception, sqlstate = _exception(family, before, around), hit.sqlstate
    if not sqlstate:
        sqlstate = _state(family, own_line, before, after)
    if not sqlstate and family.dialect == "postgresql" and not family.tool:
        sqlstate = _state_of(family, exception)
    code = next((one[1] for one in surroundings.CODES.finditer(around) if one[1] in family.codes), "")
    code = code or (family.codes[0] if family.codes and family.tool == "PostgREST" else "")
    role, database = surroundings.session(own_line)
    tools = surroundings.tools(around)
    tools = (*tools, *((family.tool,) if family.tool and family.tool not in tools else ()))
    dialect = family.dialect or ("sqlite" if "sqlite3" in tools else "")
    about = text[hit.start : hit.end] + "\n" + after
    path = surroundings.session_path(before)
    return Recognised(
        family=family.id,
        title=family.title,
        kind=_kind(family, names),
        names=tuple(names.items()),
        object=_object(family, names),
        message=hit.message,
        dialect=dialect,
        sqlstate="" if dialect == "sqlite" else sqlstate,
        code=code,
        exception=exception,
        tools=tools,
        role=role,
        database=database,
        hint=surroundings.hint(about),
        related=(*surroundings.related(about), *(() if path is None else (("session_path", path),))),
        # most tools quote the statement behind the error, Hibernate and Knex before it
        tables=surroundings.statement_tables(after) or surroundings.statement_tables(own_line),
        position=surroundings.position(after),
        cut=hit.cut,
    )


_OF_ROWS = frozenset({"not-null", "unique", "check", "strict-type"})
_WRITTEN_ANEW = re.compile(r"(?<![\w.])(?:_alembic_tmp_|new__)(?=\w+\.)")


def _split_names(family: Family, names: dict[str, str]) -> dict[str, str]:
    """`users.phone` as a column is the column of a relation, where the text names none."""
    if family.id in _OF_ROWS:
        # SQLite's tables are written anew under another name: the row that is refused there is one of the table itself
        names = {role: _WRITTEN_ANEW.sub("", name) for role, name in names.items()}
    column = names.get("column", "")
    if family.kind in ("column", "attribute") and "." in column and "relation" not in names and "," not in column:
        relation, _, own = column.rpartition(".")
        if relation and own:
            return {"relation": relation, **names, "column": own}
    return names


def _kind(family: Family, names: dict[str, str]) -> str:
    if family.kind:
        return family.kind
    words = {"relation": "table", "routine": "function", "opclass": "operator class"}
    return next((words.get(role, role) for role in reversed(family.object) if role in names), "")


def _object(family: Family, names: dict[str, str]) -> str:
    parts = [names[role] for role in family.object if role in names]
    return ".".join(parts)


def _exception(family: Family, before: str, around: str) -> str:
    """The exception's name nearest before the words; of the family, or of one that shares its SQLSTATE."""
    fits = {name for name in by_exception() for one in by_exception()[name] if one.id == family.id}
    found = [whole for _, whole, name in surroundings.exceptions(before) if name in fits]
    if found:
        return found[-1]
    return next((whole for _, whole, name in surroundings.exceptions(around) if name in fits), "")


def _state(family: Family, own_line: str, before: str, after: str) -> str:
    fits = set(family.sqlstates)
    if not fits:
        return ""
    on_line = [word for word in re.findall(r"(?<![\w])[0-9A-Z]{5}(?![\w])", own_line) if word in fits]
    written = [state for _, state in (*surroundings.states(before), *surroundings.states(after)) if state in fits]
    return next(iter((*reversed(on_line), *written)), "")


def _state_of(family: Family, exception: str) -> str:
    """The SQLSTATE that an exception's class stands for, or that every text of the family has."""
    own = exception.replace("::", ".").rpartition(".")[2]
    state = STATE_OF.get(own) or STATE_OF.get(own.removesuffix("Error"), "")
    if state in family.sqlstates:
        return state
    return family.sqlstates[0] if len(family.sqlstates) == 1 else ""


# --------------------------------------------------------------------------------------------------- several errors


def _merged(errors: Iterable[Recognised]) -> list[Recognised]:
    """A traceback tells an error once for each wrapper, a log many times: one of each is enough, with its number."""
    kept: dict[tuple[str, str, str], Recognised] = {}
    for error in errors:
        key = (error.family, error.object, error.name("label"))
        known = kept.get(key)
        kept[key] = error if known is None else _together(known, error)
    return _without_pieces(list(kept.values()))


def _together(known: Recognised, again: Recognised) -> Recognised:
    return replace(
        known,
        sqlstate=known.sqlstate or again.sqlstate,
        code=known.code or again.code,
        exception=known.exception or again.exception,
        tools=tuple(tool for tool, _ in surroundings.TOOLS if tool in (*known.tools, *again.tools)) or known.tools,
        role=known.role or again.role,
        database=known.database or again.database,
        hint=known.hint or again.hint,
        related=tuple(dict.fromkeys((*known.related, *again.related))),
        tables=known.tables or again.tables,
        position=known.position or again.position,
        seen=known.seen + again.seen,
        cut=known.cut and again.cut,
    )


def _without_pieces(errors: list[Recognised]) -> list[Recognised]:
    """Drop an error that names nothing where another one of the family does: a wrapper's line without the words."""
    named = {error.family for error in errors if error.object}
    return [error for error in errors if error.object or error.family not in named]


# ---------------------------------------------------------------------------------------------------------- unknown


def _unknown(text: str) -> Recognised | None:
    """What can be said of a text that holds no error that is known; None where that is nothing."""
    code = next((state for _, state in surroundings.states(text)), "")
    tools = surroundings.tools(text[:AFTER] + "\n" + text[-AFTER:])
    head = text[: 4 * AFTER]
    pairs = {
        role: name
        for line in head.splitlines()[:200]
        for role, name in translated.quoted_names(line[:400])
        if role and _identifier(name)
    }
    tables = surroundings.statement_tables(head)
    if not (code or tools or pairs or tables):
        return None
    names = tuple(pairs.items())
    return Recognised(
        family=UNKNOWN,
        title=STATE_CLASSES.get(code[:2], "no error that is known"),
        kind={"relation": "table"}.get(names[0][0], names[0][0]) if names else "",
        names=names,
        object=names[0][1] if names else "",
        sqlstate=code,
        tools=tools,
        tables=tables,
    )


def _identifier(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z_][A-Za-z0-9_$]{0,62}(?:\.[A-Za-z_][A-Za-z0-9_$]{0,62})?", name) is not None


STATE_CLASSES = {
    "01": "a warning of the server",
    "08": "the connection failed",
    "0A": "the server does not support that",
    "21": "a subquery gave several rows where one is wanted",
    "22": "a value is refused",
    "23": "a constraint refuses the row",
    "25": "the transaction is in a state that does not allow it",
    "28": "the login is refused",
    "2B": "something depends on what is to go",
    "3D": "a database is not there",
    "3F": "a schema is not there",
    "40": "the transaction was rolled back by the server",
    "42": "a name, a privilege or the syntax is wrong",
    "53": "the server lacks resources",
    "54": "a limit of the server is exceeded",
    "55": "an object is not in the state that is needed",
    "57": "somebody intervened",
    "58": "the server's system failed",
    "P0": "a function raised it by itself",
    "XX": "an internal error of the server",
}
"""The classes of SQLSTATEs, as PostgreSQL's appendix A has them."""
