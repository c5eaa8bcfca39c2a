"""SQLAlchemy and Django: how the models of each are made real, told of and edited."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from drifttools.expected.base import Context
    from drifttools.kinds.difference import Comparison
    from drifttools.model.snapshot import Snapshot
    from drifttools.modelcode.live import Live
    from drifttools.modelcode.project import Project


@dataclass(frozen=True, slots=True)
class Made:
    """Models that were made real.

    Args:
        snapshot: What they make.
        told: How they are written, as the project's own interpreter tells it.
        trouble: What is wrong with them although their tables can be made; empty where nothing is.
    """

    snapshot: Snapshot
    told: Mapping[str, Any]
    trouble: str = ""


class Language(ABC):
    """One way to write models.

    Class attributes of a subclass:
        next: What is to do once the diff was applied, as the end of a sentence.
    """

    next: ClassVar[str] = ""

    @abstractmethod
    def made(self, spec: str, context: Context, known: Snapshot | None = None) -> Made:
        """Make the models real, with the overlay of the context.

        Args:
            spec: The project.
            context: How it is run.
            known: What an audit has made of the spec, where nothing is edited yet.

        Raises:
            SourceError: They cannot be imported.
        """

    @abstractmethod
    def write(
        self,
        made: Made,
        live: Live,
        comparison: Comparison,
        project: Project,
        *,
        remove: tuple[str, ...],
        only: tuple[str, ...],
    ) -> bool:
        """Edit the files towards the database; returns whether anything was edited."""


class SqlAlchemy(Language):
    """SQLAlchemy: metadata makes the tables."""

    def made(self, spec: str, context: Context, known: Snapshot | None = None) -> Made:
        """As an audit makes them."""
        from drifttools.expected.describe import describe_models
        from drifttools.expected.resolve import resolve

        snapshot = known or resolve(spec, context).snapshot
        told = describe_models(spec, context)
        return Made(snapshot, told, f"the relationships cannot be resolved: {told['mappers']}" if told["mappers"] else "")

    def write(
        self,
        made: Made,
        live: Live,
        comparison: Comparison,
        project: Project,
        *,
        remove: tuple[str, ...],
        only: tuple[str, ...],
    ) -> bool:
        """Classes, columns, enums, constraints, indexes, comments and relationships."""
        from drifttools.modelcode.described import DescribedModels
        from drifttools.modelcode.sqlalchemy_changes import write_models

        return write_models(DescribedModels.of(made.told), live, comparison, project, remove=remove, only=only)


class Django(Language):
    """Django: the migrations make the tables, so these are followed by what `makemigrations` would write."""

    next: ClassVar[str] = "; then makemigrations, and note as applied what the database has already: drift migrations stamp"

    def made(self, spec: str, context: Context, known: Snapshot | None = None) -> Made:
        """By the project's migrations, and then the changes that they lack."""
        del known  # what the migrations alone make
        from drifttools.expected.django import models_made
        from drifttools.expected.spec import parse_spec

        expected, answer = models_made(parse_spec(spec, context.root), context)
        return Made(
            expected.snapshot, answer["described"], f"Django's checks: {answer['trouble']}" if answer["trouble"] else ""
        )

    def write(
        self,
        made: Made,
        live: Live,
        comparison: Comparison,
        project: Project,
        *,
        remove: tuple[str, ...],
        only: tuple[str, ...],
    ) -> bool:
        """Models, fields, constraints, indexes and comments."""
        from drifttools.modelcode.django_changes import write_django
        from drifttools.modelcode.django_models import DjangoProject

        return write_django(DjangoProject.of(made.told), live, comparison, project, remove=remove, only=only)


LANGUAGES: Mapping[str, type[Language]] = {"models": SqlAlchemy, "django": Django}
