"""Where in the project a finding stands: the operation that should have made it, and the model that declares its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from drifttools.migrations.history import MigrationHistory
from drifttools.migrations.models import ModelSource
from drifttools.model.finding import Finding, Findings
from drifttools.report.gate.base import Place

_TABLE = 2  # (schema, table, ...): how long the key of what stands in a table is at least


def places_of(
    findings: Findings,
    models: Sequence[ModelSource],
    history: MigrationHistory | None,
    in_checkout: Callable[[str], str | None],
) -> dict[str, tuple[Place, ...]]:
    """The places of each finding that has any.

    Args:
        findings: What differs.
        models: Where the project declares its tables.
        history: Its migrations, where it has some.
        in_checkout: Makes of a file's name one relative to the checkout; None for a file outside of it.
    """
    found: dict[str, tuple[Place, ...]] = {}
    for finding in findings:
        near = []
        for file, line, why in (*_migrated(finding, history), *_declared(finding, models)):
            inside = in_checkout(file) if file else None
            if inside is not None:
                near.append(Place(inside, max(line, 1), why))
        if near:
            found[finding.id] = tuple(near)
    return found


def _migrated(finding: Finding, history: MigrationHistory | None) -> Iterator[tuple[str, int, str]]:
    if history is None or len(finding.key) < _TABLE:
        return
    table = ".".join(finding.key[:_TABLE])
    column = finding.key[_TABLE] if finding.kind == "column" else None
    steps = history.touching(table, column) if column is not None else ()
    last = next((step for step in reversed(steps) if not step.operation.state_only), None) or history.creating(table)
    if last is not None:
        line = last.operation.line or last.migration.line
        yield last.migration.file, line, f"{last.operation.op} of {last.migration.label}"


def _declared(finding: Finding, models: Sequence[ModelSource]) -> Iterator[tuple[str, int, str]]:
    if len(finding.key) < _TABLE:
        return
    schema, table = finding.key[:_TABLE]
    for model in models:
        # a model that names no schema is found by the search_path, which is public for most
        if model.table == table and model.schema in ("", schema):
            yield model.file, model.first_line, f"declared as {model.model}"
            return
