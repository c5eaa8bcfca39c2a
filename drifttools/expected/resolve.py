"""From a spec to an expected state: out of the cache, or made real."""

from __future__ import annotations

from dataclasses import replace

from drifttools.config import Project
from drifttools.expected.base import Context, Expected, Spec
from drifttools.expected.spec import parse_spec, source_of

_WITHOUT_MIGRATIONS = "models"


def resolve(spec: Spec | str, context: Context) -> Expected:
    """Make the expected state that a spec names.

    Args:
        spec: `KIND:ARGUMENT[@REVISION]`, as a text or taken apart.
        context: How to do it; without `context.cache` everything is replayed.

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

    name = cache.key(source, context) if context.cache is not None and source.needs_scratch else None
    if name is not None and (kept := cache.find(name, source, context)) is not None:
        context.progress(f"{spec} has not changed since it was last replayed")
        return _with_authors(kept, context)
    expected = source.expected(context)
    if name is not None:
        cache.keep(name, expected, context)
    return _with_authors(expected, context)


def resolve_with_migrations(spec: Spec | str, context: Context) -> Expected:
    """The same; to the state of models, which has no migrations, those come that `[project] migrations` names.

    Raises:
        As `resolve`, of either.
    """
    if isinstance(spec, str):
        spec = parse_spec(spec, context.root)
    expected = resolve(spec, context)
    beside = migrations_beside(spec, context.project)
    if beside is None:
        return expected
    from drifttools.expected.beside_migrations import beside_migrations

    context.progress(f"making the migrations real beside the models: {beside}")
    return beside_migrations(expected, resolve(beside, context))


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
