"""What the files of a Python project declare: models, their attributes, enums, modules."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from drifttools.code.python_text import Source
from drifttools.model.code import Place


@dataclass(frozen=True, slots=True)
class Member:
    """An attribute of a model.

    Args:
        column: Its column; empty where it is none.
        labels: What an enum column of SQLAlchemy sends; `enum`: the class that says so.
        target: The model that a relation leads to, as the code names it.
        json: Whether a path may go on inside of it.
    """

    name: str
    place: Place
    column: str = ""
    labels: tuple[str, ...] = ()
    enum: str = ""
    target: str = ""
    json: bool = False


@dataclass
class Model:
    """A class, or a table of SQLAlchemy's Core.

    Args:
        sort: `sqlalchemy`, `django`, `table`, or `plain` for any other class.
        open: A base class that was not found, which may bring further attributes; empty where all are known.
        guessed: Whether the name of the table is made from that of the class.
        own: Names of the attributes in its own body.
        reverse: Attributes that it gives to others: their model, the name, the name in lookups.
        reached: Libraries whose base it has.
    """

    name: str
    module: str
    file: str
    place: Place
    node: ast.ClassDef | None = None
    sort: str = "plain"
    schema: str | None = None
    table: str = ""
    members: dict[str, Member] = field(default_factory=dict)
    bases: tuple[str, ...] = ()
    open: str = ""
    abstract: bool = False
    reverse: list[tuple[str, str, str]] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    guessed: bool = False

    @property
    def mapped(self) -> bool:
        """Whether rows of a table are made of it."""
        return self.sort in ("sqlalchemy", "django", "table") and not self.abstract


@dataclass
class EnumClass:
    """An enum of the project: its members and their values, where they are texts."""

    name: str
    module: str
    members: dict[str, str | None]
    choices: bool = False


@dataclass
class Module:
    """One file: what it defines and what it imports.

    Args:
        names: Local name to (module, name in it); an empty name for a module itself.
        stars: Modules of which everything is imported.
    """

    name: str
    file: str
    source: Source
    tree: ast.Module
    package: bool = False
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    models: dict[str, Model] = field(default_factory=dict)
    enums: dict[str, EnumClass] = field(default_factory=dict)
