"""The models of a project of Python, found by reading: classes of SQLAlchemy, SQLModel and Django, tables, enums."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import PurePosixPath

from drifttools.code.python_pieces import (
    app_of,
    assigned,
    django_relation,
    dotted,
    enum_value,
    innermost,
    note_core_table,
    note_imports,
    read_meta,
    schema_of,
    snake,
    table_of,
    target_of,
    text_of,
    top_statements,
)
from drifttools.code.python_shapes import EnumClass, Member, Model, Module
from drifttools.code.python_text import Source, parsed
from drifttools.model.code import Place

_COLUMNS = frozenset({"Column", "mapped_column", "deferred", "column_property", "MappedColumn"})
_RELATIONS = frozenset({"relationship", "relation", "dynamic_loader", "backref", "Relationship"})
_DJANGO_RELATIONS = frozenset(
    "ForeignKey OneToOneField ManyToManyField GenericRelation TreeForeignKey ParentalKey ParentalManyToManyField"
    " TreeOneToOneField TreeManyToManyField".split()
)
_ENUM_TYPES = frozenset({"Enum", "SAEnum", "SqlEnum", "SQLEnum", "SQLAlchemyEnum", "ENUM", "PgEnum", "PGEnum"})
_ENUM_BASES = frozenset({"Enum", "StrEnum", "IntEnum", "TextChoices", "IntegerChoices", "Choices"})
# bases that bring no columns along
_EMPTY_BASES = frozenset(
    "object ABC Generic DeclarativeBase DeclarativeBaseNoMeta MappedAsDataclass AsyncAttrs SQLModel Protocol BaseModel"
    " str int Base Model".split()
)
_SQLALCHEMY_BASES = frozenset({"DeclarativeBase", "DeclarativeBaseNoMeta", "AsyncAttrs", "MappedAsDataclass", "SQLModel"})
_DJANGO_USER = (
    "id password last_login is_superuser username first_name last_name email is_staff is_active date_joined groups"
    " user_permissions"
).split()
_DEEPEST = 12


class Models:
    """All that the files of a project declare."""

    def __init__(self) -> None:
        self.modules: dict[str, Module] = {}
        self._by_end: dict[str, list[Module]] = {}
        self._done: set[int] = set()
        self._labels_of: dict[str, str] = {}

    def add(self, file: str, source: bytes) -> None:
        """Read one file; one that does not parse has no models, and is told where it is looked at."""
        try:
            text = source.decode("utf-8-sig", "replace")
            tree = parsed(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return
        path = PurePosixPath(file)
        parts = [part for part in path.with_suffix("").parts if part not in (".", "..", "/")]
        if path.name == "apps.py":
            self._app(str(path.parent), tree)
        package = bool(parts) and parts[-1] == "__init__"
        name = ".".join(parts[:-1] if package else parts)
        module = Module(name, file, Source(text), tree, package)
        self.modules[file] = module
        self._by_end.setdefault(name.rpartition(".")[2], []).append(module)
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                note_imports(module, node)
        for statement in top_statements(tree.body):
            if isinstance(statement, ast.ClassDef):
                self._class(module, statement)
            elif isinstance(statement, ast.Assign):
                note_core_table(module, statement)

    def _app(self, folder: str, tree: ast.Module) -> None:
        """The label of an app of Django, which the names of its tables begin with."""
        for node in tree.body:
            bases = (
                {(dotted(base) or "").rpartition(".")[2] for base in node.bases}
                if isinstance(node, ast.ClassDef)
                else set()
            )
            if isinstance(node, ast.ClassDef) and any(base.endswith("Config") for base in bases):
                said = {name: text_of(value) for one in node.body for name, value, _ in assigned(one)}
                label = said.get("label") or said.get("name", "").rpartition(".")[2]
                if label:
                    self._labels_of.setdefault(folder, label)

    def _label(self, file: str) -> str:
        """As `apps.py` says it for the directory of a file or one above it; else the name of the directory."""
        for folder in PurePosixPath(file).parents:
            if str(folder) in self._labels_of:
                return self._labels_of[str(folder)]
        return app_of(file)

    # ------------------------------------------------------------------------------------------ names

    def module(self, name: str) -> Module | None:
        """The scanned file that a dotted name of an import means: the one whose path ends so."""
        found = [
            one
            for one in self._by_end.get(name.rpartition(".")[2], ())
            if one.name == name or one.name.endswith(f".{name}")
        ]
        return min(found, key=lambda one: len(one.name)) if found else None

    def resolve(self, module: Module, dotted: str, depth: int = 0) -> Model | EnumClass | None:
        """What a name means in a file: a model, an enum; None where that is neither or not of this project."""
        if depth > _DEEPEST or not dotted:
            return None
        first, _, rest = dotted.partition(".")
        if not rest and (own := module.models.get(first) or module.enums.get(first)) is not None:
            return own
        if first in module.names:
            where, name = module.names[first]
            whole = ".".join(filter(None, (name, rest)))
            other = self.module(where)
            if other is not None and other is not module and whole and (found := self.resolve(other, whole, depth + 1)):
                return found
            # the name may be that of a module: from app import models; models.User
            inner = self.module(".".join(filter(None, (where, name))))
            if inner is not None and inner is not module and rest:
                return self.resolve(inner, rest, depth + 1)
            if not name and rest:
                # a whole path was imported, and the name stands below it
                for cut in range(len(whole.split(".")) - 1, 0, -1):
                    parts = whole.split(".")
                    deeper = self.module(".".join((where, *parts[:cut])))
                    if deeper is not None and deeper is not module:
                        return self.resolve(deeper, ".".join(parts[cut:]), depth + 1)
            return None
        for star in module.stars:
            other = self.module(star)
            if other is not None and other is not module and (found := self.resolve(other, dotted, depth + 1)) is not None:
                return found
        return None

    def named(self, module: Module, name: str) -> Model | None:
        """A model by the text that a relation names it with: `User`, `accounts.User`, `app.models.User`."""
        found = self.resolve(module, name)
        if isinstance(found, Model):
            return found
        bare = name.rpartition(".")[2]
        same = [one.models[bare] for one in self.modules.values() if bare in one.models and one.models[bare].mapped]
        return same[0] if len(same) == 1 else None

    # ------------------------------------------------------------------------------------------ classes

    def _class(self, module: Module, node: ast.ClassDef) -> None:
        bases = tuple(filter(None, (dotted(base) for base in node.bases)))
        last = {base.rpartition(".")[2] for base in bases}
        if last & _ENUM_BASES:
            members: dict[str, str | None] = {}
            for one in node.body:
                if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                    members[one.targets[0].id] = enum_value(one.value, one.targets[0].id, last)
            for one in node.body:
                if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    members[one.name] = None
                elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
                    members.setdefault(one.target.id, None)
            module.enums[node.name] = EnumClass(
                node.name, module.name, members, bool(last & {"TextChoices", "IntegerChoices"})
            )
            return
        model = Model(node.name, module.name, module.file, module.source.place(node), node, bases=bases)
        for keyword in node.keywords:
            if keyword.arg == "table" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True:
                model.sort, model.table = "sqlalchemy", node.name.lower()
        module.models[node.name] = model
        for one in node.body:
            if isinstance(one, ast.ClassDef):
                self._class(module, one) if one.name not in ("Meta", "Config") else None

    def link(self) -> None:
        """Tell models from other classes, once all files are known: what a class is depends on its bases."""
        for module in self.modules.values():
            for model in list(module.models.values()):
                if model.node is not None:
                    self._fill(module, model)
        for module in self.modules.values():
            for model in module.models.values():
                self._inherit(module, model, 0)
        for module in self.modules.values():
            for model in module.models.values():
                for target, name, query in model.reverse:
                    other = self.named(module, target)
                    if other is not None:
                        for one in filter(None, (name, query)):
                            other.members.setdefault(one, Member(one, model.place, target=model.name))

    def _fill(self, module: Module, model: Model) -> None:
        """The attributes of the class's own body."""
        assert model.node is not None  # noqa: S101 - only classes are filled
        for one in model.node.body:
            for name, value, annotation in assigned(one):
                place = module.source.place(one)
                if name == "__tablename__" and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    model.table, model.sort = value.value, "sqlalchemy"
                elif name == "__table__":
                    self._from_table(module, model, value)
                elif name == "__table_args__":
                    model.schema = schema_of(value) or model.schema
                elif name == "__abstract__":
                    model.abstract = isinstance(value, ast.Constant) and bool(value.value)
                elif name:
                    model.own.add(name)
                    model.members[name] = self._member(module, model, name, place, value, annotation)
            if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if one.name == "__tablename__":
                    model.open = model.open or "a table name that is made while the program runs"
                model.members.setdefault(one.name, Member(one.name, module.source.place(one)))
            elif isinstance(one, ast.ClassDef):
                model.members.setdefault(one.name, Member(one.name, module.source.place(one)))
                if one.name == "Meta":
                    read_meta(model, one)

    def _from_table(self, module: Module, model: Model, value: ast.expr | None) -> None:
        model.sort = "sqlalchemy"
        if isinstance(value, ast.Call):
            made = table_of(module, model.name, value)
        else:
            known = self.resolve(module, dotted(value) or "")
            made = known if isinstance(known, Model) else None
        if made is None:
            model.open = "a table that is made elsewhere"
            return
        model.table, model.schema = made.table, made.schema
        model.members = {**made.members, **model.members}

    def _member(
        self, module: Module, model: Model, name: str, place: Place, value: ast.expr | None, annotation: ast.expr | None
    ) -> Member:
        call = value if isinstance(value, ast.Call) else None
        made = (dotted(call.func) or "").rpartition(".")[2] if call is not None else ""
        mapped = (dotted(annotation.value) or "").rpartition(".")[2] if isinstance(annotation, ast.Subscript) else ""
        if made in _RELATIONS and call is not None:
            target = target_of(call.args[0]) if call.args else innermost(annotation)
            for keyword in call.keywords:
                if keyword.arg == "backref":
                    shown = (
                        keyword.value.args[0]
                        if isinstance(keyword.value, ast.Call) and keyword.value.args
                        else keyword.value
                    )
                    model.reverse.append((target, text_of(shown), ""))
            return Member(name, place, target=target)
        if made in _DJANGO_RELATIONS and call is not None:
            return django_relation(model, name, place, call, made)
        if made.endswith("Field") and call is not None and model.sort != "sqlalchemy":
            column = next((text_of(one.value) for one in call.keywords if one.arg == "db_column"), "") or name
            return Member(name, place, column=column, json="JSON" in made or "HStore" in made)
        if made in _COLUMNS and call is not None:
            while call.args and isinstance(call.args[0], ast.Call) and made in ("deferred", "column_property"):
                call = call.args[0]
                made = (dotted(call.func) or "").rpartition(".")[2]
            if made not in _COLUMNS or (made == "column_property" and call.args):
                return Member(name, place)  # made of other columns
            column = text_of(call.args[0]) if call.args else ""
            named = next((text_of(one.value) for one in call.keywords if one.arg == "name"), "")
            return Member(name, place, column or named or name, *self._labels(module, call, annotation))
        if mapped in ("Mapped", "DynamicMapped", "WriteOnlyMapped"):
            inner = innermost(annotation)
            labels = self._labels(module, None, annotation)
            if mapped == "Mapped" and value is None:
                return Member(name, place, name, *labels)
            return Member(name, place, "" if made in ("synonym", "association_proxy", "composite") else name, target=inner)
        if annotation is not None and model.sort == "sqlalchemy" and made in ("", "Field"):  # SQLModel
            return Member(name, place, name, *self._labels(module, None, annotation))
        return Member(name, place)

    def _labels(self, module: Module, call: ast.Call | None, annotation: ast.expr | None) -> tuple[tuple[str, ...], str]:
        """What SQLAlchemy sends for an enum column, where the code shows it: the names of the members."""
        for argument in (*(call.args if call is not None else ()), *(one.value for one in (call.keywords if call else ()))):
            if isinstance(argument, ast.Call) and (dotted(argument.func) or "").rpartition(".")[2] in _ENUM_TYPES:
                texts = [text_of(one) for one in argument.args]
                if texts and all(texts):
                    return tuple(texts), ""
                of = self.resolve(module, dotted(argument.args[0]) or "") if argument.args else None
                if not isinstance(of, EnumClass):
                    return (), ""
                by_value = any(one.arg == "values_callable" for one in argument.keywords)
                shown = of.members.values() if by_value else of.members
                return tuple(one for one in shown if one), of.name
        if call is not None and any(isinstance(one, (ast.Call, ast.Name, ast.Attribute)) for one in call.args):
            return (), ""  # a type was named, and it is another one
        of = self.resolve(module, innermost(annotation)) if isinstance(annotation, ast.Subscript) else None
        if isinstance(of, EnumClass) and not of.choices:
            return tuple(of.members), of.name
        return (), ""

    def _inherit(self, module: Module, model: Model, depth: int) -> None:
        """Attributes, table and sort from the bases, which may be in other files."""
        if id(model) in self._done or depth > _DEEPEST:
            return
        self._done.add(id(model))
        for base in model.bases:
            last = base.rpartition(".")[2]
            other = self.resolve(module, base)
            if isinstance(other, Model) and other is not model:
                home = self.modules.get(other.file, module)
                self._inherit(home, other, depth + 1)
                # a table of its own beside that of the base: what is inherited is a column there and none here
                apart = other.sort == "django" or model.table not in ("", other.table)
                apart = apart and other.mapped and bool(other.table)
                for name, member in other.members.items():
                    model.members.setdefault(name, replace(member, column="", labels=()) if apart else member)
                model.open = model.open or other.open
                model.reached |= other.reached
                if model.sort == "plain" and other.sort in ("sqlalchemy", "django"):
                    model.sort = other.sort
                if other.sort == "sqlalchemy" and other.table and not other.abstract:
                    model.table, model.schema = model.table or other.table, model.schema or other.schema
                if other.sort == "django" and not other.abstract and model.sort == "django":
                    pointer = f"{other.name.lower()}_ptr"
                    model.members.setdefault(pointer, Member(pointer, model.place, f"{pointer}_id", target=other.name))
                    model.members.setdefault(f"{pointer}_id", Member(f"{pointer}_id", model.place, f"{pointer}_id"))
                continue
            origin = module.names.get(base.partition(".")[0], ("", ""))[0]
            if base in ("models.Model", "gis_models.Model") or (last == "Model" and origin.startswith("django")):
                model.sort = "django"
            elif base.endswith("db.Model") or (last == "Model" and origin.startswith("flask")):
                model.guessed = not model.table
                model.sort, model.table = "sqlalchemy", model.table or snake(model.name)
                model.members.setdefault("query", Member("query", model.place))
            elif last in _SQLALCHEMY_BASES:
                model.reached |= {last} & {"SQLModel"}
                model.sort = "sqlalchemy" if model.sort == "plain" and last != "SQLModel" else model.sort
            elif last in ("AbstractUser", "AbstractBaseUser"):
                model.sort = "django"
                for name in _DJANGO_USER if last == "AbstractUser" else _DJANGO_USER[1:3]:
                    column = "" if name in ("groups", "user_permissions") else name
                    model.members.setdefault(name, Member(name, model.place, column))
            elif last not in _EMPTY_BASES:
                model.open = model.open or base
        if model.sort == "sqlalchemy" and not model.table and not model.members and not model.bases:
            model.abstract = True
        if model.sort == "sqlalchemy" and not model.table:
            model.abstract = True  # a mixin, or the base itself
        if model.sort == "plain" and model.table:
            model.sort = "sqlalchemy"
        if model.sort == "django" and not model.abstract:
            model.guessed = not model.table
            model.table = model.table or f"{self._label(model.file)}_{model.name.lower()}"
            model.members.setdefault("id", Member("id", model.place, ""))
            model.members.setdefault("pk", Member("pk", model.place))
