"""Pages about kinds, causes, hazards, sources and probes, made from their declarations: nothing is written twice."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Iterator

from drifttools.document import Document, document, heading, mono, para, table
from drifttools.document.blocks import Block
from drifttools.errors import UsageError
from drifttools.kinds.declare import attributes_of, fields_of
from drifttools.kinds.registry import BY_NAME, KINDS

Row = tuple[str, ...]


def rows(what: str) -> tuple[Row, list[Row]]:
    """Header and rows of an overview: `kinds`, `causes`, `hazards`, `sources` or `probes`."""
    return _HEADERS[what], list(_ROWS[what]())


def overview(what: str) -> Document:
    """All of one sort."""
    header, lines = rows(what)
    return document(what.capitalize(), table(f"{len(lines)} {what}", header, lines))


def page(what: str, name: str) -> Document:
    """The whole documentation of one; raises UsageError where there is none of that name."""
    pages = _PAGES[what]()
    if name not in pages:
        near = difflib.get_close_matches(name, pages, n=3)
        raise UsageError(
            f"there is no {what.removesuffix('s')} {name!r}",
            hint=f"did you mean {' or '.join(near)}?" if near else f"drift rules {what} lists all of them",
        )
    return document(name, *pages[name])


def _kinds() -> Iterator[Row]:
    for kind in KINDS:
        attributes = ", ".join(attribute.name for attribute in attributes_of(kind))
        yield kind.kind, _summary(kind), attributes or "(its existence)"


def _causes() -> Iterator[Row]:
    from drifttools.diagnose.registry import CAUSES

    for rule in CAUSES:
        yield rule.id, _summary(type(rule))


def _hazards() -> Iterator[Row]:
    from drifttools.repair.hazards.registry import RULES
    from drifttools.repair.sqlite.hazards import SQLITE_RULES

    for rule in (*RULES, *SQLITE_RULES):
        cost = [word for word, holds in (("rewrites", rule.rewrites), ("scans", rule.scans)) if holds]
        yield rule.id, rule.summary, str(rule.lock), ", ".join(cost) or "no", str(rule.data_loss), str(rule.reversal)


def _sources() -> Iterator[Row]:
    from drifttools.expected.registry import all_sources

    for source in all_sources():
        yield source.kind, source.example, source.meaning


def _probes() -> Iterator[Row]:
    from drifttools.probes.registry import PROBES

    for probe in PROBES:
        yield probe.id, _summary(type(probe))


_ROWS = {"kinds": _kinds, "causes": _causes, "hazards": _hazards, "sources": _sources, "probes": _probes}
_HEADERS: dict[str, Row] = {
    "kinds": ("kind", "what it is", "compared"),
    "causes": ("cause", "what happened"),
    "hazards": ("hazard", "what it is", "lock", "rewrite or scan", "data loss", "way back"),
    "sources": ("kind", "example", "meaning"),
    "probes": ("probe", "which rows"),
}


def _kind_pages() -> dict[str, list[Block]]:
    return {
        name: [
            para(inspect.getdoc(kind) or ""),
            table("Keys", ("key",), [(field.name,) for field in fields_of(kind) if field.key]),
            table(
                "Attributes",
                ("attribute", "what it is", "compared", "severity"),
                [(a.name, a.doc, str(a.compare), str(a.severity)) for a in attributes_of(kind)],
            ),
        ]
        for name, kind in BY_NAME.items()
    }


def _cause_pages() -> dict[str, list[Block]]:
    from drifttools.diagnose.registry import CAUSES

    return {rule.id: _sections(inspect.getdoc(type(rule)) or "") for rule in CAUSES}


def _hazard_pages() -> dict[str, list[Block]]:
    from drifttools.repair.hazards.registry import RULES
    from drifttools.repair.sqlite.hazards import SQLITE_RULES

    return {rule.id: _sections(inspect.cleandoc(rule.doc)) for rule in (*RULES, *SQLITE_RULES)}


def _source_pages() -> dict[str, list[Block]]:
    from drifttools.expected.registry import all_sources

    return {
        s.kind: [para(s.meaning), para("For example: ", mono(s.example)), *_sections(inspect.getdoc(s) or "")]
        for s in all_sources()
    }


def _probe_pages() -> dict[str, list[Block]]:
    from drifttools.probes.registry import PROBES

    return {probe.id: _sections(inspect.getdoc(type(probe)) or "") for probe in PROBES}


_PAGES = {
    "kinds": _kind_pages,
    "causes": _cause_pages,
    "hazards": _hazard_pages,
    "sources": _source_pages,
    "probes": _probe_pages,
}


def _sections(text: str) -> list[Block]:
    """A docstring with headings that end in a colon, as blocks."""
    blocks: list[Block] = []
    words: list[str] = []

    def flush() -> None:
        if words:
            blocks.append(para(" ".join(words)))
            words.clear()

    for line in text.splitlines():
        if line.endswith(":") and not line.startswith(" ") and line[:1].isupper():
            flush()
            blocks.append(heading(2, line[:-1]))
        elif line.strip():
            words.append(line.strip())
        else:
            flush()
    flush()
    return blocks


def ledger_rows() -> list[Row]:
    """Tool and summary of each ledger that is known."""
    from drifttools.migrations.ledgers.registry import LEDGERS

    return [(one.tool, _summary(type(one))) for one in LEDGERS]


def _summary(thing: type) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]
