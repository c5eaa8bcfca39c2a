"""What all edits of Django models share: the described models, the live catalog, the files."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Self

from drifttools.modelcode.described import Place
from drifttools.modelcode.live import Key, Live
from drifttools.modelcode.project import Project
from drifttools.modelcode.python_file import PythonFile, assigned_names


@dataclass(frozen=True, slots=True)
class DjangoField:
    """A column of a model.

    Args:
        name: The field.
        kind: Its class.
        implied: Whether Django adds it by itself.
        relation: Whether it leads to another model.
    """

    name: str
    kind: str
    implied: bool
    relation: bool


@dataclass(frozen=True, slots=True)
class DjangoModel:
    """A model.

    Args:
        key: Schema and table.
        label: `app.Model`; `app`: its first part.
        place: Its class.
        bases: It and what it inherits from.
        fields: By column.
        names: Every attribute of the class.
    """

    key: Key
    label: str
    app: str
    place: Place
    bases: tuple[Place, ...]
    fields: Mapping[str, DjangoField]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class DjangoProject:
    """All models of a project.

    Args:
        models: By schema and table.
        links: Tables of many-to-many fields, which no class declares.
        apps: The file of the models of each app, and its module.
        version: Django's.
        user: The label of the user model, which is referred to by a setting.
    """

    models: Mapping[Key, DjangoModel]
    links: frozenset[Key]
    apps: Mapping[str, tuple[str, str]]
    version: tuple[int, ...]
    user: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """That of the answer of `models_django.py`."""
        models = [_model(one) for one in told["models"]]
        return cls(
            models={model.key: model for model in models},
            links=frozenset((one["schema"], link) for one in told["models"] for link in one["links"]),
            apps={one["label"]: (one["models"], one["module"]) for one in told["apps"]},
            version=tuple(told["version"]),
            user=told["user"],
        )


def _model(told: Mapping[str, Any]) -> DjangoModel:
    return DjangoModel(
        key=(told["schema"], told["table"]),
        label=told["label"],
        app=told["app"],
        place=Place.of(told),
        bases=tuple(map(Place.of, told["bases"])),
        fields={
            column: DjangoField(one["name"], one["class"], one["implied"], one["relation"])
            for column, one in told["fields"].items()
        },
        names=frozenset(told["names"]),
    )


@dataclass
class DjangoRound:
    """One round of edits.

    Args:
        described: How the models are written.
        live: What the database has.
        project: The files.
        remove: Patterns for the names of what may be taken out of the models.
        new: Models written in this round: app and class.
    """

    described: DjangoProject
    live: Live
    project: Project
    remove: tuple[str, ...] = ()
    new: dict[Key, tuple[str, str]] = field(default_factory=dict)

    def may_remove(self, label: str) -> bool:
        """Whether somebody has named it."""
        return any(fnmatchcase(label, pattern) for pattern in self.remove)

    def model(self, key: Key) -> DjangoModel | None:
        """A model by its table."""
        return self.described.models.get(key)

    def class_of(self, model: DjangoModel) -> tuple[PythonFile, ast.ClassDef] | None:
        """The class statement of a model, looked up anew: each edit moves it."""
        return self.place(model.place)

    def place(self, at: Place) -> tuple[PythonFile, ast.ClassDef] | None:
        """The file and the class statement of a class."""
        file = self.project.file(at.file)
        node = file.find_class(at.name) if file is not None else None
        return (file, node) if file is not None and node is not None else None

    def declaration(self, model: DjangoModel, name: str) -> tuple[PythonFile, ast.Assign | ast.AnnAssign, bool] | None:
        """Where a field is declared, and whether that is the model's own class."""
        for at in model.bases:
            found = self.place(at)
            for statement in found[1].body if found is not None else ():
                if isinstance(statement, ast.Assign | ast.AnnAssign) and name in assigned_names(statement):
                    assert found is not None  # noqa: S101 - it has a body
                    return found[0], statement, at == model.place
        return None
