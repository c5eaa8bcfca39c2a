"""From a spec to an expected state: out of the cache, or made real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from drifttools.config import Project
from drifttools.errors import CatalogError, SourceError
from drifttools.expected.base import Context, Expected, Source, Spec
from drifttools.expected.spec import parse_spec, source_of

_WITHOUT_MIGRATIONS = "models"
Foreseen = Callable[[Expected | None], bool]


def resolve(spec: Spec | str, context: Context, *, chronicle: Foreseen | None = None) -> Expected:
    """Make the expected state that a spec names.

    Args:
        spec: `KIND:ARGUMENT[@REVISION]`, as a text or taken apart.
        context: How to do it; without `context.cache` everything is replayed.
        chronicle: Whether the chronicle of the history will be wanted too, judged by the state that the spec named when it
            was last replayed; then one replay gives both. Asked only where something has to be replayed.

    Raises:
        UsageError: The spec cannot mean anything.
        SourceError: The state cannot be made real; the message names file and line.
        ScratchError: There is no scratch database to make it on.
        ConnectionFailed: The database that it names does not answer.
        SnapshotError: The snapshot that it names cannot be read.
    """
    if isinstance(spec, str):
        spec = parse_spec(spec, context.root)
    source = source_of(spec)
    if source.at_rest:
        return source.expected(context)
    from drifttools.expected import cache
    from drifttools.expected.chronicles import keep_chronicle

    name = cache.key(source, context) if context.cache is not None and source.needs_scratch else None
    if name is not None and (kept := cache.find(name, source, context)) is not None:
        context.progress(f"{spec} has not changed since it was last replayed")
        return _with_authors(kept, context)
    expected = _with_chronicle(source, context, chronicle) or source.expected(context)
    if name is not None:
        cache.keep(name, expected, context)
        cache.keep_last(source, name, context)
        if expected.chronicle is not None:
            keep_chronicle(name, expected.chronicle, context)
    return _with_authors(expected, context)


def _with_chronicle(source: Source, context: Context, wanted: Foreseen | None) -> Expected | None:
    """The state with its chronicle, where that is wanted and the history can be replayed one migration at a time."""
    from drifttools.expected import cache

    if wanted is None or not source.stepwise or not wanted(cache.last(source, context)):
        return None
    context.progress(f"replaying {source.spec} one migration at a time, to learn which of them made what")
    try:
        return source.with_chronicle(context)
    except (CatalogError, SourceError) as problem:
        # replayed as a whole it may succeed; and if not, that message is the better one
        context.progress(f"one at a time they cannot be replayed: {problem.what}")
        return None


def resolve_with_migrations(spec: Spec | str, context: Context, *, chronicle: Foreseen | None = None) -> Expected:
    """The same; to the state of models, which has no migrations, those come that `[project] migrations` names.

    Raises:
        As `resolve`, of either.
    """
    if isinstance(spec, str):
        spec = parse_spec(spec, context.root)
    expected = resolve(spec, context, chronicle=chronicle)
    beside = migrations_beside(spec, context.project)
    if beside is None:
        return expected
    from drifttools.expected.beside_migrations import beside_migrations

    context.progress(f"making the migrations real beside the models: {beside}")
    return beside_migrations(expected, resolve(beside, context, chronicle=chronicle))


def migrations_beside(spec: Spec | str, project: Project) -> str | None:
    """The spec of the migrations that belong to an expected state without any; None where it has its own."""
    kind = spec.kind if isinstance(spec, Spec) else spec.partition(":")[0].lower()
    return project.migrations if kind == _WITHOUT_MIGRATIONS else None


def _with_authors(expected: Expected, context: Context) -> Expected:
    """The same with what git says today: a commit changes that, and nothing of what is kept."""
    if expected.history is None:
        return expected
    from drifttools.migrations.git_log import with_authors

    return replace(expected, history=with_authors(expected.history, context.root))


def resolve_at_rest(spec: str, context: Context) -> Expected | None:
    """The expected state, where nothing but files is needed for it; None where a server is.

    Raises:
        UsageError, SnapshotError: As `resolve`.
    """
    source = source_of(parse_spec(spec, context.root))
    return source.expected(context) if source.at_rest else None
