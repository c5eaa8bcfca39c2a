"""`django:path/manage.py[@app.0042]`: the migrations of all apps, applied by the project's own Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from drifttools.errors import SourceError
from drifttools.expected.base import WITHOUT_ROLES, Context, Expected, Source, Spec, cut_after_path
from drifttools.expected.inputs import project_digest
from drifttools.expected.on_scratch import on_scratch
from drifttools.expected.platforms import platform_of
from drifttools.expected.recorder import Recorder
from drifttools.migrations.history import Migration, MigrationHistory, Operation
from drifttools.migrations.models import ModelSource

if TYPE_CHECKING:
    from drifttools.catalog.scratch import ScratchDatabase
    from drifttools.catalog.sqlite_scratch import SqliteScratchDatabase
    from drifttools.model.chronicle import Chronicle

    AnyDatabase = ScratchDatabase | SqliteScratchDatabase

T = TypeVar("T")


class DjangoSource(Source):
    """A project by its `manage.py`; after `@` an app, or `app.name` of its last migration that counts."""

    kind: ClassVar[str] = "django"
    example: ClassVar[str] = "django:backend/manage.py"
    meaning: ClassVar[str] = "a Django project's migrations"
    stepwise: ClassVar[bool] = True
    silent: ClassVar[frozenset[str]] = WITHOUT_ROLES | {"database setting"}

    @classmethod
    def cut(cls, argument: str, root: Path) -> tuple[str, str | None]:
        """The revision is an app, or an app and a migration: `users.0042`."""
        return cut_after_path(argument, root)

    def inputs(self, context: Context) -> bytes:
        """The project's code, its interpreter and what is installed there."""
        return project_digest(context, manage_of(self.spec, context).parent)

    def expected(self, context: Context) -> Expected:
        """Run `migrate` in a child whose every database is the scratch one, then read that."""
        return self._replay(context, self._reading(context))

    def chronicle(self, context: Context) -> Chronicle:
        """The same; the child waits after each migration until it was looked at."""
        recorder = Recorder(self.silent)
        return self._replay(context, lambda *_: recorder.chronicle(), recorder)

    def with_chronicle(self, context: Context) -> Expected:
        """Both of one replay."""
        recorder = Recorder(self.silent)
        return replace(self._replay(context, self._reading(context), recorder), chronicle=recorder.chronicle())

    def _reading(self, context: Context) -> Callable[[AnyDatabase, dict[str, Any]], Expected]:
        def read(database: AnyDatabase, answer: dict[str, Any]) -> Expected:
            return Expected(
                self.read_scratch(database, platform_of(context.project.platform)),
                self.spec,
                MigrationHistory("django", tuple(_migration(one, context) for one in answer["migrations"])),
                tuple(_model(one, context) for one in answer["models"]),
            )

        return read

    def _replay(
        self, context: Context, then: Callable[[AnyDatabase, dict[str, Any]], T], recorder: Recorder | None = None
    ) -> T:
        manage = manage_of(self.spec, context)
        app, _, name = (self.spec.revision or "").partition(".")
        return on_scratch(
            "replay_django.py",
            [manage.name, "replay", *filter(None, (app, name))],
            then,
            context=context,
            cwd=manage.parent,
            what=str(self.spec),
            recorder=recorder,
            platform=platform_of(context.project.platform),
        )


def models_made(spec: Spec, context: Context) -> tuple[Expected, Mapping[str, Any]]:
    """What the models say, whatever the migrations do: these, and then what `makemigrations` would write.

    Args:
        spec: A spec of kind django.
        context: As for the replay; its overlay is what the models say.

    Returns:
        The state, and what `scripts/models_django.py` tells of how the models are written.

    Raises:
        SourceError: The project cannot be run.
    """
    manage, source = manage_of(spec, context), DjangoSource(spec)
    platform = platform_of(context.project.platform)
    return on_scratch(
        "replay_django.py",
        [manage.name, "models"],
        lambda database, answer: (Expected(source.read_scratch(database, platform), spec), answer),
        context=context,
        cwd=manage.parent,
        what=f"{spec}: its models",
        platform=platform,
    )


def migration_sql(spec: Spec, context: Context, app: str, name: str) -> str:
    """The SQL of one migration, as `sqlmigrate` writes it.

    Args:
        spec: A spec of kind django.
        context: As for the replay.
        app: The label of its app.
        name: Its name, or a prefix that is only its own.

    Raises:
        SourceError: There is no such migration, or the project cannot be run.
    """
    manage = manage_of(spec, context)
    return on_scratch(
        "replay_django.py",
        [manage.name, "sqlmigrate", app, name],
        lambda _, answer: str(answer["sql"]),
        context=context,
        cwd=manage.parent,
        what=f"{spec}: sqlmigrate {app} {name}",
    )


def manage_of(spec: Spec, context: Context) -> Path:
    """The manage.py of a spec; raises SourceError where there is none."""
    path = context.path(spec.argument)
    path = path / "manage.py" if path.is_dir() else path
    if not path.is_file():
        raise SourceError(
            f"{path} does not exist", file=str(path), hint="name the manage.py of the project: django:backend/manage.py"
        )
    return path


def _migration(told: Mapping[str, Any], context: Context) -> Migration:
    return Migration(
        tool="django",
        app=told["app"],
        name=told["name"],
        file=context.shown(told["file"]),
        line=told["line"],
        operations=tuple(Operation(**one) for one in told["operations"]),
        depends_on=tuple(".".join(key) for key in told["depends_on"]),
        replaces=tuple(".".join(key) for key in told["replaces"]),
    )


def _model(told: Mapping[str, Any], context: Context) -> ModelSource:
    schema, _, table = told["table"].rpartition(".")
    return ModelSource(
        table=table,
        schema=schema,
        model=told["model"],
        app=told["app"],
        file=context.shown(told["file"]) if told["file"] else "",
        first_line=told["first_line"],
        last_line=told["last_line"],
    )
