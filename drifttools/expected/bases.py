"""Every metadata of a project, as its own interpreter tells it, and what its tests and migrations use."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.model.bases import Bases, DeclaredTable, Metadata, MetadataUse


def find_bases(argument: str, uses: Sequence[tuple[MetadataUse, tuple[str, ...]]], context: Context) -> Bases:
    """Ask the project's interpreter.

    Args:
        argument: Of a spec of models: `package.module:Base`.
        uses: What files use, as their source says, and what they import.
        context: How the project is run.

    Raises:
        SourceError: The project's code could not be run at all.
    """
    asked = json.dumps([{"named": one.named, "imports": imports} for one, imports in uses])
    answer = run_script("find_bases.py", [argument, asked], context=context, cwd=context.root, what=f"models:{argument}")

    def shown(file: str) -> str:
        return context.shown(file) if file else ""

    metadata = [
        Metadata(
            name=one["name"],
            file=shown(one["file"]),
            line=one["line"],
            tables=tuple(DeclaredTable(t["schema"], t["table"], shown(t["file"]), t["line"]) for t in one["tables"]),
            expected=one["expected"],
        )
        for one in answer["metadata"]
    ]
    told = [
        replace(one, metadata=tuple(meant["metadata"]), registered=meant["registered"])
        for (one, _), meant in zip(uses, answer["uses"], strict=True)
    ]
    return Bases(
        package=answer["package"],
        metadata=tuple(sorted(metadata, key=lambda one: (-len(one.tables), one.name))),
        uses=tuple(told),
        unread=tuple((module, reason) for module, reason in answer["unread"]),
    )
