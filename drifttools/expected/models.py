"""`models:package[.module][:Base][,...]`: SQLAlchemy metadata, emitted by the project's own SQLAlchemy."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import ClassVar

from drifttools.errors import SourceError
from drifttools.expected.base import WITHOUT_ROLES, Context, Expected, Source, Spec
from drifttools.expected.child import run_script
from drifttools.expected.inputs import project_digest
from drifttools.expected.platforms import platform_of
from drifttools.migrations.models import ModelSource
from drifttools.model.snapshot import Snapshot, Unread
from drifttools.sql.compose import compose, name
from drifttools.sql.split import lexemes

# Models cannot name an extension, but they use what one provides: the first that the server lacks is created.
_PROVIDED_BY = {
    "citext": "citext",
    "hstore": "hstore",
    "ltree": "ltree",
    "vector": "vector",
    "geometry": "postgis",
    "geography": "postgis",
    "gin_trgm_ops": "pg_trgm",
    "gist_trgm_ops": "pg_trgm",
    "uuid_generate_v4": "uuid-ossp",
    "gen_random_bytes": "pgcrypto",
    "crypt": "pgcrypto",
}
_SHORTEST = 5  # words of CREATE INDEX name ON table
_MISSING = re.compile(r'(?:type|operator class|function) "?(?:\w+\.)?(\w+)')


class ModelsSource(Source):
    """A declarative base, a registry, a MetaData, or what has one (`db` of Flask-SQLAlchemy, `SQLModel`).

    Without its name, every one that the module names; of a package, every one in its modules that declare tables. Several
    are joined by commas.
    """

    kind: ClassVar[str] = "models"
    example: ClassVar[str] = "models:package.module:Base"
    meaning: ClassVar[str] = "SQLAlchemy models"
    # A metadata can hold neither; what it holds of them is not all that should be there.
    silent: ClassVar[frozenset[str]] = WITHOUT_ROLES | {"database setting", "extension"}

    def inputs(self, context: Context) -> bytes:
        """The project's code, its interpreter and what is installed there."""
        return project_digest(context, context.root)

    def expected(self, context: Context) -> Expected:
        """Emit the DDL in a child that knows no database, and run it on a scratch database."""
        context.progress(f"importing {self.spec.argument}")
        answer = run_script("dump_models.py", [self.spec.argument], context=context, cwd=context.root, what=str(self.spec))
        models = tuple(
            ModelSource(
                table=table["table"],
                schema=table["schema"],
                model=table["class"],
                app=table["module"],
                file=context.shown(table["file"]) if table["file"] else "",
                first_line=table["line"],
                last_line=table["last_line"],
            )
            for table in answer["tables"]
        )
        statements: list[str] = answer["statements"]
        extensions: list[str] = []
        unread: list[Unread] = []
        while True:
            try:
                snapshot = self._made(statements, extensions, context)
            except SourceError as error:
                missing = _MISSING.search(error.server or "")
                extension = _PROVIDED_BY.get(missing[1].lower()) if missing else None
                refused = _refused(error, statements, models, self.spec)
                index = _index_of(statements[error.statement - 1]) if error.statement else ""
                if extension is not None and extension not in extensions:
                    extensions.append(extension)
                elif index and error.statement:
                    # all else can be made without it, and whether the live one is right cannot be told
                    context.progress(refused.what)
                    unread.append(Unread("index", index, refused.what))
                    statements = [*statements[: error.statement - 1], *statements[error.statement :]]
                else:
                    raise refused from error
            else:
                return Expected(replace(snapshot, unread=(*snapshot.unread, *unread)), self.spec, models=models)

    def _made(self, statements: list[str], extensions: list[str], context: Context) -> Snapshot:
        from drifttools.expected.replay import Replay

        with context.scratch() as scratch, scratch.database(str(self.spec)) as database:
            platform = platform_of(context.project.platform)
            if platform is not None:
                platform.provide(scratch, database)
            replay = Replay(scratch, database, context.project.timeout_s, context.progress)
            for extension in extensions:
                replay.run(str(compose("create extension {}", name(extension))), str(self.spec))
            context.progress(f"creating {len(statements)} objects")
            replay.run(";\n".join(statements), str(self.spec))
            return self.read_scratch(database, platform)


def _index_of(statement: str) -> str:
    """`schema.table.index` of a CREATE INDEX; empty for any other statement, and for an index without a name."""
    words = [one for one in lexemes(statement) if one.text.lower() not in ("unique", "concurrently", "only")]
    if [one.text.lower() for one in words[:2]] != ["create", "index"] or len(words) < _SHORTEST:
        return ""
    index, on, *rest = words[2:]
    table = [one.name for one in rest[:1]] + [two.name for one, two in pairwise(rest[1:3]) if one.text == "."]
    return ".".join((*("public",)[: 2 - len(table)], *table, index.name)) if on.name == "on" else ""


def _refused(error: SourceError, statements: list[str], models: tuple[ModelSource, ...], spec: Spec) -> SourceError:
    """The same error with the place in the models instead of a line in DDL that nobody has seen."""
    number = (error.statement or 0) - 1
    statement = " ".join(statements[number].split()) if 0 <= number < len(statements) else ""
    about = next((m for m in models if m.file and _names(statement, m.table)), None)
    place = f" for {about.model} at {about.file}:{about.first_line}" if about else ""
    return SourceError(
        f"PostgreSQL refused what {spec} emits{place}: {error.server}\n  {statement[:200]}",
        file=about.file if about else None,
        line=about.first_line if about else None,
        statement=error.statement,
        server=error.server,
        hint=error.hint,
    )


def _names(statement: str, table: str) -> bool:
    return re.search(rf"(?:TABLE|ON) (?:\S+\.)?\"?{re.escape(table)}\"?[ (]", statement) is not None
