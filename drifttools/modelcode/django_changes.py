"""One round of edits to Django models: what the comparison says differs, written as the database has it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from drifttools.kinds.difference import Comparison, Difference
from drifttools.model.finding import Change
from drifttools.modelcode.choosing import chosen, led_to_first
from drifttools.modelcode.django_edit import FieldEdit
from drifttools.modelcode.django_fields import FieldWriter, model_field
from drifttools.modelcode.django_meta import Meta, constraint_text, index_text
from drifttools.modelcode.django_models import DjangoModel, DjangoProject, DjangoRound
from drifttools.modelcode.django_new import UNSAID, add_model
from drifttools.modelcode.live import Live, referenced
from drifttools.modelcode.project import Project
from drifttools.modelcode.python_file import PythonFile, assigned_names, called, keyword_of

if TYPE_CHECKING:
    from drifttools.kinds.column import Column
    from drifttools.kinds.comment import Comment
    from drifttools.kinds.constraint import Constraint
    from drifttools.kinds.index import Index

WRITTEN = frozenset({"table", "column", "constraint", "index", "comment", "sequence"})
_NAMED_BY_DJANGO = "Django names it itself: rename it in the database, or leave it"


def write_django(
    described: DjangoProject,
    live: Live,
    comparison: Comparison,
    project: Project,
    *,
    remove: Iterable[str] = (),
    only: Iterable[str] = (),
) -> bool:
    """Edit the files of a project towards the database; see `write_models` of SQLAlchemy."""
    return _Round(DjangoRound(described, live, project, tuple(remove)), tuple(only)).run(comparison)


class _Round:
    """The edits of one round, in an order in which each finds what it needs."""

    def __init__(self, round_: DjangoRound, only: tuple[str, ...]) -> None:
        self.round = round_
        self.only = only

    def run(self, comparison: Comparison) -> bool:
        if self._relocated(comparison):
            return True  # the others are told apart by their names, which the next round knows
        done: list[bool] = []
        differences = list(chosen(comparison.differences, self.only))
        for kind in ("table", "column", "constraint", "index", "comment"):
            of_kind = [one for one in differences if one.kind.kind == kind]
            if kind == "table":
                of_kind = led_to_first(of_kind, self._targets)
            elif kind == "column":
                of_kind.sort(key=lambda one: (*one.key[:2], cast("Column", one.expected or one.actual).position))
            done += [self._one(one) for one in of_kind]
        for one in differences:
            if one.kind.kind not in WRITTEN:
                self.round.project.note(f"{one.kind.kind} {'.'.join(filter(None, one.key))}", UNSAID)
        return any(done)

    def _targets(self, key: tuple[str, ...]) -> set[tuple[str, ...]]:
        constraints = self.round.live.constraints.get((key[0], key[1]), ())
        return {referenced(one) for one in constraints if one.type == "foreign key"}

    def _one(self, difference: Difference) -> bool:
        kind, key = difference.kind.kind, (difference.key[0], difference.key[1])
        if difference.change is Change.UNEXPECTED:
            return self._removed(difference)
        if kind == "table" and difference.change is Change.MISSING:
            return add_model(self.round, key)
        model = self.round.model(key)
        if model is None:
            if key in self.round.described.links:
                self.round.project.note(
                    f"{kind} {'.'.join(difference.key)}", "a many-to-many field makes this table as it is"
                )
            return False
        if kind == "table":
            self.round.project.note(f"table {'.'.join(key)}: {', '.join(sorted(difference.changed))}", UNSAID)
            return False
        return bool(getattr(self, f"_{kind}")(model, difference))

    # ---------------------------------------------------------------------------------------------- columns

    def _column(self, model: DjangoModel, difference: Difference) -> bool:
        column = cast("Column", difference.expected)
        if difference.change is Change.MISSING:
            return self._new_field(model, column)
        field = model.fields.get(column.column)
        found = self.round.declaration(model, field.name) if field is not None else None
        if field is None or found is None or field.implied:
            return self._declare(model, column, field.name if field is not None else column.column)
        file, statement, own = found
        if not own or not isinstance(statement.value, ast.Call) or column.generated is not None:
            return self._declare(model, column, field.name)
        return self._edit(model, column, field.name, difference.changed, file)

    def _new_field(self, model: DjangoModel, column: Column) -> bool:
        found = self.round.class_of(model)
        if found is None:
            return False
        file, node = found
        writer = FieldWriter(self.round, model.key, file)
        line = writer.statement(column, writer.name(column, model.names), file.indent_of(node.body[0]))
        again = self.round.class_of(model)
        assert again is not None  # noqa: S101 - an import takes no class away
        file.insert_line_after(_last_field(again[1]), line)
        return True

    def _declare(self, model: DjangoModel, column: Column, name: str) -> bool:
        """Write the whole field: it is implied, inherited, or made in another way."""
        found = self.round.class_of(model)
        if found is None:
            return False
        file, node = found
        line = FieldWriter(self.round, model.key, file).statement(column, name, file.indent_of(node.body[0]))
        again = self.round.class_of(model)
        assert again is not None  # noqa: S101 - an import takes no class away
        own = file.find_assignment(name, again[1].body)
        if own is not None:
            file.replace(own, line.lstrip())
        else:
            fields = [one for one in again[1].body if isinstance(one, ast.Assign | ast.AnnAssign)]
            file.insert_line_before(fields[0] if fields else again[1].body[0], line)
        return True

    def _edit(self, model: DjangoModel, column: Column, name: str, changed: frozenset[str], file: PythonFile) -> bool:
        edit, writer = FieldEdit(self.round, model, name), FieldWriter(self.round, model.key, file)
        if changed & {"type", "identity"} and not model.fields[column.column].relation:
            edit.retype(writer, column)
        if "not_null" in changed:
            edit.keyword("null", "" if column.not_null else "True")
            if column.not_null:
                edit.keyword("blank", "")
        if "default" in changed:
            edit.keyword("db_default", writer.default(column))
        if "collation" in changed:
            said = [one for one in writer.options(column, name) if one.startswith("db_collation=")]
            edit.keyword("db_collation", said[0].partition("=")[2] if said else "")
        unsaid = changed - {"type", "identity", "not_null", "default", "collation"}
        if unsaid:
            self.round.project.note(f"column {column.label}: {', '.join(sorted(unsaid))}", UNSAID)
        edit.fold()
        return len(unsaid) < len(changed)

    # ------------------------------------------------------------------------------- constraints and indexes

    def _constraint(self, model: DjangoModel, difference: Difference) -> bool:
        want = cast("Constraint", difference.expected)
        label = f"constraint {want.label}"
        if want.type == "foreign key":
            return self._foreign_key(model, want, difference.change)
        if want.type == "primary key":
            self.round.project.note(label, _NAMED_BY_DJANGO)
            return False
        place = self.round.class_of(model)
        if place is None:
            return False
        text = constraint_text(self.round, model, want, place[0])
        if text is None:
            self.round.project.note(label, UNSAID)
            return False
        return self._listed(model, "constraints", want.constraint, text, label)

    def _listed(self, model: DjangoModel, name: str, label: str, text: str, about: str) -> bool:
        meta = Meta(self.round, model)
        found = meta.element(name, label)
        if found is not None:
            found[0].replace(found[2], text)
            return True
        if meta.add(name, text):
            return True
        self.round.project.note(about, f"Meta.{name} is made by code: write {text} there")
        return False

    def _foreign_key(self, model: DjangoModel, want: Constraint, change: Change) -> bool:
        """A field that leads nowhere yet becomes a foreign key; how its constraint is named and acts is Django's own."""
        columns = want.columns or ()
        known = model.fields.get(columns[0]) if len(columns) == 1 else None
        column = self.round.live.column(model.key, columns[0]) if columns else None
        if change is Change.MISSING and known is not None and column is not None and not known.relation:
            place = self.round.class_of(model)
            if place is None or FieldWriter(self.round, model.key, place[0]).foreign_key(column) is None:
                self.round.project.note(f"constraint {want.label}", "no model has the table that it leads to")
                return False
            name = known.name.removesuffix("_id")
            line = FieldWriter(self.round, model.key, place[0]).statement(column, name, "    ").lstrip()
            found = self.round.declaration(model, known.name)
            if found is None or not found[2]:
                return False
            found[0].replace(found[1], line)
            return True
        if change is Change.MISSING and known is None and len(columns) == 1:
            return False  # it came with the field that was written just now
        self.round.project.note(f"constraint {want.label}", "what a foreign key does and is called is decided by Django")
        return False

    def _index(self, model: DjangoModel, difference: Difference) -> bool:
        want, place = cast("Index", difference.expected), self.round.class_of(model)
        if place is None:
            return False
        text = index_text(self.round, model, want, place[0])
        if text is None:
            self.round.project.note(f"index {want.label}", f"{UNSAID}, or its name is longer than the 30 letters it allows")
            return False
        name = "constraints" if want.unique else "indexes"
        return self._listed(model, name, want.index, text, f"index {want.label}")

    def _comment(self, model: DjangoModel, difference: Difference) -> bool:
        comment, place = cast("Comment", difference.expected), self.round.class_of(model)
        if place is None:
            return False
        if comment.of == "table":
            return Meta(self.round, model).set("db_table_comment", place[0].literal(comment.text))
        if comment.of != "column":
            self.round.project.note(f"comment {comment.label}", UNSAID)
            return False
        return self._commented(model, comment.part, place[0].literal(comment.text))

    def _commented(self, model: DjangoModel, column: str, text: str) -> bool:
        return self._said(model, model_field(self.round, model, column), "db_comment", text)

    def _said(self, model: DjangoModel, name: str, option: str, text: str) -> bool:
        """Set one option of a field that the model itself declares."""
        found = self.round.declaration(model, name)
        if found is None or not found[2] or not isinstance(found[1].value, ast.Call):
            return False
        edit = FieldEdit(self.round, model, name)
        edit.keyword(option, text)
        edit.fold()
        return True

    # ----------------------------------------------------------------------------------------- removed, renamed

    def _removed(self, difference: Difference) -> bool:
        label, kind = ".".join(filter(None, difference.key)), difference.kind.kind
        model = self.round.model((difference.key[0], difference.key[1])) if len(difference.key) > 1 else None
        if model is None or kind not in WRITTEN or kind == "sequence" or difference.folded:
            return False
        if not self.round.may_remove(label):
            self.round.project.note(f"{kind} {label}", f"only the models have it; take it out with --remove '{label}'")
            return False
        done = False
        if kind == "table":
            found = self.round.class_of(model)
            done = found is not None
            if found is not None:
                found[0].remove(found[1])
        elif kind == "column":
            declared = self.round.declaration(model, model_field(self.round, model, difference.key[2]))
            done = declared is not None and declared[2]
            if declared is not None and done:
                declared[0].remove(declared[1])
        elif kind in ("constraint", "index"):
            done = self._unlisted(model, difference)
        elif kind == "comment":
            comment = cast("Comment", difference.actual)
            done = (
                Meta(self.round, model).set("db_table_comment", "")
                if comment.of == "table"
                else self._commented(model, comment.part, "")
            )
        if not done:
            self.round.project.note(f"{kind} {label}", "only the models have it, and it was not found in the source")
        return done

    def _unlisted(self, model: DjangoModel, difference: Difference) -> bool:
        meta, kind = Meta(self.round, model), difference.kind.kind
        if any(meta.drop(name, difference.key[2]) for name in ("constraints", "indexes")):
            return True
        record = difference.actual
        columns: tuple[str, ...] = getattr(record, "columns", None) or getattr(record, "keys", None) or ()
        if len(columns) != 1:
            return False
        name = model_field(self.round, model, columns[0].split(" ")[0])
        found = self.round.declaration(model, name)
        call = found[1].value if found is not None and found[2] else None
        if not isinstance(call, ast.Call):
            return False
        if any(one.name == name and one.relation for one in model.fields.values()):
            return self._said(model, name, "db_index" if kind == "index" else "db_constraint", "False")
        said = [option for option in ("unique", "db_index") if keyword_of(call, option) is not None]
        return bool(said) and self._said(model, name, said[0], "")

    def _relocated(self, comparison: Comparison) -> bool:
        done = False
        for relocation in comparison.relocations:
            kind, found, wanted = relocation.kind.kind, relocation.found, relocation.wanted
            model = self.round.model((found[0], found[1])) if len(found) > 1 else None
            place = self.round.class_of(model) if model is not None else None
            if model is None or place is None:
                continue
            if kind == "table" and found[0] == wanted[0]:
                done = Meta(self.round, model).set("db_table", place[0].literal(wanted[1])) or done
            elif kind == "column":
                name = model_field(self.round, model, found[2])
                done = self._said(model, name, "db_column", place[0].literal(wanted[2])) or done
            elif kind in ("constraint", "index"):
                done = self._renamed_part(model, kind, found[2], wanted[2]) or done
        return done

    def _renamed_part(self, model: DjangoModel, kind: str, old: str, new: str) -> bool:
        meta = Meta(self.round, model)
        for name in ("constraints", "indexes"):
            found = meta.element(name, old)
            named = keyword_of(found[2], "name") if found is not None else None
            if found is not None and named is not None:
                found[0].replace(named.value, found[0].literal(new))
                return True
        self.round.project.note(f"{kind} {'.'.join(model.key)}.{new}", _NAMED_BY_DJANGO)
        return False


def _last_field(node: ast.ClassDef) -> ast.stmt:
    fields = [
        one
        for one in node.body
        if isinstance(one, ast.Assign | ast.AnnAssign) and called(getattr(one, "value", None)).endswith(("Field", "Key"))
    ]
    others = [one for one in node.body if isinstance(one, ast.Assign) and assigned_names(one)]
    return (fields or others or node.body)[-1]
