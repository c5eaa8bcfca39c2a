"""The metadata of a project, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.document import Block, Document, document, mono, note, source, table
from drifttools.model.bases import Bases, Metadata, MetadataUse
from drifttools.report.words import counted, listed


def document_of_bases(bases: Bases) -> Document:
    """Each metadata with its tables, who uses it, and what is wrong with that."""
    return document(f"Bases of {bases.package}", *_blocks(bases))


def _blocks(bases: Bases) -> Iterator[Block]:
    used = {one.name: [use for use in bases.uses if one.name in use.metadata] for one in bases.metadata}
    rows = [
        (
            mono(one.name),
            source(one.place) if one.place else None,
            f"{len(one.tables)}: {listed(sorted(one.names)[:8])}{' ...' if len(one.names) > 8 else ''}"  # noqa: PLR2004 - a line
            if one.tables
            else "none",
            listed([f"{use.place} ({use.use})" for use in used[one.name]]) or None,
        )
        for one in bases.metadata
    ]
    yield table("Metadata", ("Metadata", "Declared at", "Tables", "Used by"), rows, null="")
    for use, most in bases.wrong_uses():
        yield note("error", wrong_use(bases, use, most))
    empty = [use for use in bases.uses if use.registered == 0 and use.metadata]
    unregistered = [use for use in empty if use not in [one for one, _ in bases.wrong_uses()]]
    for use in unregistered:
        yield note(
            "warning",
            f"{use.place}: nothing that the file imports declares a table of {listed(list(use.metadata))};"
            " unless a function that it calls imports the models, none is made.",
        )
    for module, reason in bases.unread:
        yield note("warning", f"{module} could not be imported: {reason}")


def wrong_use(bases: Bases, use: MetadataUse, most: Metadata) -> str:
    """What is wrong with a use, in a sentence."""
    has = sum(len(one.tables) for one in map(bases.by_name, use.metadata) if one is not None)
    told = "which has no tables" if not has else f"which has {counted(has, 'table')}"
    does = {"create_all": "creates", "drop_all": "drops"}.get(use.use, "hands Alembic")
    return (
        f"{use.place} {does} the tables of {listed(list(use.metadata))}, {told}; "
        f"{most.name} at {most.place} has {len(most.tables)}."
    )
