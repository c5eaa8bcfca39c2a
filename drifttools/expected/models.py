"""`models:package[.module][:Base][,...]`: SQLAlchemy metadata, emitted by the project's own SQLAlchemy."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar

from drifttools.errors import SourceError
from drifttools.expected.base import WITHOUT_ROLES, Context, Expected, Source, Spec
from drifttools.expected.child import run_script
from drifttools.expected.inputs import project_digest
from drifttools.expected.models_on_sqlite import made_on_sqlite
from drifttools.expected.platforms import platform_of
from drifttools.migrations.models import ModelSource
from drifttools.model.places import short
from drifttools.model.snapshot import Snapshot, Unread
from drifttools.sql.compose import compose, name
from drifttools.sql.dialect import Dialect
from drifttools.sql.extensions import PROVIDERS
from drifttools.sql.split import Lexeme, lexemes

_SHORTEST = 5  # words of CREATE INDEX name ON table
_MISSING = re.compile(r'(?:type|operator class|function) "?(?:\w+\.)?(\w+)')
# invalid_foreign_key, and its like: the referenced columns are not unique, are not there, or are of another type
_OF_A_KEY = re.compile(r"foreign key|referenced table", re.IGNORECASE)
_NAMED = re.compile(r'\bCONSTRAINT (?:"((?:[^"]|"")+)"|(\w+)) ')


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

    def script(self, context: Context) -> str:
        """The DDL, as `create_all` sends it."""
        return ";\n".join(self._emitted(context, *_for(context))["statements"])

    def expected(self, context: Context) -> Expected:
        """Emit the DDL in a child that knows no database, and run it on a scratch database."""
        context.progress(f"importing {self.spec.argument}")
        answer = self._emitted(context, *_for(context))
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
        if context.dialect is Dialect.SQLITE:
            return replace(made_on_sqlite(self, answer, context), models=models)
        statements: list[str] = answer["statements"]
        extensions: list[str] = []
        unread: list[Unread] = []
        apart = False
        while True:
            try:
                snapshot = self._made(statements, extensions, context)
            except SourceError as error:
                extension = extension_for(error.server or "")
                refused = _refused(error, statements, models, self.spec)
                statement = statements[error.statement - 1] if error.statement else ""
                index, key = _index_of(statement), _key_of(statement)
                if extension is not None and extension not in extensions:
                    extensions.append(extension)
                elif (index or key) and error.statement:
                    # all else can be made without it, and whether the live one is right cannot be told
                    context.progress(refused.what)
                    place = short(f"{refused.file}:{refused.line}") if refused.file else str(self.spec)
                    reason = f"PostgreSQL refuses what the models emit ({place}): {error.server}"
                    unread.append(Unread("index", index, reason) if index else Unread("constraint", key, reason))
                    statements = [*statements[: error.statement - 1], *statements[error.statement :]]
                elif not apart and _OF_A_KEY.search(error.server or ""):
                    # the table can be made without its key; asked for only now, because nearly no models need it
                    apart = True
                    statements = self._emitted(context, "keys-apart")["statements"]
                else:
                    raise refused from error
            else:
                told = replace(snapshot, unread=(*snapshot.unread, *unread), unnamed=_unnamed(snapshot, statements))
                return Expected(told, self.spec, models=models)

    def _emitted(self, context: Context, *arguments: str) -> dict[str, Any]:
        given = [self.spec.argument, *arguments]
        return run_script("dump_models.py", given, context=context, cwd=context.root, what=str(self.spec))

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


def extension_for(refusal: str) -> str | None:
    """The extension that provides what the server says it lacks; None where it lacks nothing that one has.

    Models cannot name an extension, but they use what one provides.
    """
    missing = _MISSING.search(refusal)
    return PROVIDERS.get(missing[1].lower()) if missing else None


def _for(context: Context) -> tuple[str, ...]:
    """What the DDL is written for, as `dump_models.py` takes it."""
    return ("sqlite",) if context.dialect is Dialect.SQLITE else ()


def _unnamed(snapshot: Snapshot, statements: list[str]) -> frozenset[str]:
    """The constraints for which the statements have no name: `Column(..., ForeignKey(...))`, `unique=True`."""
    named = {quoted.replace('""', '"') or plain.lower() for one in statements for quoted, plain in _NAMED.findall(one)}
    keys = (line.decode().split("\t")[:3] for line in snapshot.rows["constraint"].lines)
    return frozenset(".".join(key) for key in keys if key[-1] not in named)


def _index_of(statement: str) -> str:
    """`schema.table.index` of a CREATE INDEX; empty for any other statement, and for an index without a name."""
    words = [one for one in lexemes(statement) if one.text.lower() not in ("unique", "concurrently", "only")]
    if [one.text.lower() for one in words[:2]] != ["create", "index"] or len(words) < _SHORTEST:
        return ""
    index, on, *rest = words[2:]
    return ".".join((*_qualified(rest)[0], index.name)) if on.name == "on" else ""


def _key_of(statement: str) -> str:
    """`schema.table.constraint` of an ALTER TABLE that adds a foreign key, with the name that PostgreSQL would give it."""
    words = list(lexemes(statement))
    if [one.text.lower() for one in words[:2]] != ["alter", "table"]:
        return ""
    table, rest = _qualified(words[2:])
    texts = [one.text.lower() for one in rest]
    if texts[:2] == ["add", "constraint"] and texts[3:5] == ["foreign", "key"]:
        return ".".join((*table, rest[2].name))
    if texts[:3] == ["add", "foreign", "key"] and ")" in texts:
        columns = [one.name for one in rest[4 : texts.index(")")] if one.text != ","]
        return ".".join((*table, "_".join((table[-1], *columns, "fkey"))))
    return ""


def _qualified(words: list[Lexeme]) -> tuple[list[str], list[Lexeme]]:
    """The schema and the name that lexemes begin with, and the rest of them."""
    if len(words) > 2 and words[1].text == ".":  # noqa: PLR2004 - schema, dot, name
        return [words[0].name, words[2].name], words[3:]
    return ["public", *(one.name for one in words[:1])], words[1:]


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
