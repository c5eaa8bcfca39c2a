"""One round of edits to SQLAlchemy models: what the comparison says differs, written as the database has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from drifttools.kinds.difference import Comparison, Difference
from drifttools.model.finding import Change
from drifttools.modelcode.choosing import chosen, led_to_first
from drifttools.modelcode.described import DescribedModels, DescribedTable
from drifttools.modelcode.live import Key, Live, referenced
from drifttools.modelcode.project import Project
from drifttools.modelcode.sqlalchemy_columns import add_column, change_column, remove_column, rename_column
from drifttools.modelcode.sqlalchemy_constraints import (
    add_constraint,
    add_index,
    change_constraint,
    change_index,
    remove_constraint,
    remove_index,
)
from drifttools.modelcode.sqlalchemy_declared import declared_column
from drifttools.modelcode.sqlalchemy_enums import change_enum
from drifttools.modelcode.sqlalchemy_models import Models
from drifttools.modelcode.sqlalchemy_relations import relate_column
from drifttools.modelcode.sqlalchemy_tables import add_table, remove_table, table_options
from drifttools.modelcode.table_arguments import TableArguments

if TYPE_CHECKING:
    from drifttools.kinds.column import Column
    from drifttools.kinds.comment import Comment
    from drifttools.kinds.constraint import Constraint
    from drifttools.kinds.index import Index

WRITTEN = frozenset({"table", "column", "constraint", "index", "enum", "comment", "sequence", "schema", "domain"})
"""Kinds that models can say."""
_UNSAID = "models have no words for it"


def write_models(
    described: DescribedModels,
    live: Live,
    comparison: Comparison,
    project: Project,
    *,
    remove: Iterable[str] = (),
    only: Iterable[str] = (),
) -> bool:
    """Edit the files of a project towards the database.

    Args:
        described: How its models are written.
        live: What the database has.
        comparison: Of the two, with the database as what is wanted: `missing` is what the models lack.
        project: Its files.
        remove: Patterns for the names of what may be taken out of the models.
        only: Patterns for the names of what is written; everything without them.

    Returns:
        Whether anything was edited.
    """
    models = Models(described, project, live, tuple(remove))
    return _Round(models, tuple(only)).run(comparison)


class _Round:
    """The edits of one round, in an order in which each finds what it needs."""

    def __init__(self, models: Models, only: tuple[str, ...]) -> None:
        self.models = models
        self.only = only

    def run(self, comparison: Comparison) -> bool:
        if self._relocated(comparison):
            return True  # the others are told apart by their names, which the next round knows
        done: list[bool] = []
        differences = list(chosen(comparison.differences, self.only))
        # two that differ in what is only noted do not differ
        for kind in ("enum", "table", "column", "constraint", "index", "comment"):
            of_kind = [one for one in differences if one.kind.kind == kind]
            if kind == "table":
                of_kind = led_to_first(of_kind, self._targets)
            elif kind == "column":
                of_kind.sort(key=lambda one: (*one.key[:2], cast("Column", one.expected or one.actual).position))
            done += [self._one(one) for one in of_kind]
        for one in differences:
            if one.kind.kind not in WRITTEN:
                self.models.project.note(f"{one.kind.kind} {'.'.join(filter(None, one.key))}", _UNSAID)
            elif one.kind.kind == "domain" and one.change is not Change.UNEXPECTED and not any(done):
                # it is written with the first column of it, with one check, as SQLAlchemy has it
                said = "DOMAIN(...) says no more than one check, and is not edited" if one.changed else "no column is of it"
                self.models.project.note(f"domain {'.'.join(one.key)}", said)
        return any(done)

    def _targets(self, key: tuple[str, ...]) -> set[tuple[str, ...]]:
        constraints = self.models.live.constraints.get((key[0], key[1]), ())
        return {referenced(one) for one in constraints if one.type == "foreign key"}

    def _one(self, difference: Difference) -> bool:
        kind, change = difference.kind.kind, difference.change
        if change is Change.UNEXPECTED:
            return self._removed(difference)
        if kind == "enum":
            key = _key(difference)
            return change is Change.CHANGED and key in self.models.described.enums and change_enum(self.models, key)
        if kind == "table" and change is Change.MISSING:
            return add_table(self.models, _key(difference))
        table = self.models.table(_key(difference))
        if table is None:
            return False  # it is written with its table, or is of none of the models
        return bool(getattr(self, f"_{kind}")(table, difference))

    def _table(self, table: DescribedTable, difference: Difference) -> bool:
        arguments = TableArguments(self.models, table)
        file = arguments.file
        if file is None:
            return False
        said = table_options(self.models, table.key, file)
        done = False
        for attribute in sorted(difference.changed):
            option = _OPTIONS.get(attribute)
            if option is None:
                self.models.project.note(f"table {'.'.join(table.key)}: {attribute}", _UNSAID)
            else:
                done = arguments.option(option, said.get(option, "")) or done
        return done

    def _column(self, table: DescribedTable, difference: Difference) -> bool:
        column = cast("Column", difference.expected)
        if difference.change is Change.MISSING:
            done = not column.inherited and add_column(self.models, table, column)
            if done:
                relate_column(self.models, table, column.column)
            return done
        found = declared_column(self.models, table, column.column)
        done = found is not None and change_column(self.models, table, column, difference.changed)
        if not done:
            attributes = ", ".join(sorted(difference.changed))
            reason = _UNSAID if found is not None else "its declaration was not found in the source"
            self.models.project.note(f"column {column.label}: {attributes}", reason)
        return done

    def _constraint(self, table: DescribedTable, difference: Difference) -> bool:
        want = cast("Constraint", difference.expected)
        if difference.change is Change.MISSING:
            return self._has_it(table, want) or add_constraint(self.models, table, want)
        return change_constraint(self.models, table, cast("Constraint", difference.actual), want)

    def _has_it(self, table: DescribedTable, want: Constraint) -> bool:
        """Whether a column that was written just now brings the constraint along."""
        columns = want.columns or ()
        if want.type == "foreign key" and len(columns) == 1 and columns[0] not in table.columns and want.validated:
            found = declared_column(self.models, table, columns[0])
            return found is not None and found.call is not None and "ForeignKey" in found.file.segment(found.call)
        return False

    def _index(self, table: DescribedTable, difference: Difference) -> bool:
        want = cast("Index", difference.expected)
        if difference.change is Change.MISSING:
            return add_index(self.models, table, want)
        return change_index(self.models, table, cast("Index", difference.actual), want)

    def _comment(self, table: DescribedTable, difference: Difference) -> bool:
        comment = cast("Comment", difference.expected)
        if comment.of == "table":
            arguments = TableArguments(self.models, table)
            return arguments.file is not None and arguments.option("comment", arguments.file.literal(comment.text))
        if comment.of == "column":
            column = self.models.live.column(table.key, comment.part)
            return column is not None and change_column(self.models, table, column, frozenset({"comment"}))
        if comment.of == "constraint":
            found = [one for one in self.models.live.constraints.get(table.key, ()) if one.constraint == comment.part]
            return bool(found) and change_constraint(self.models, table, found[0], found[0])
        self.models.project.note(f"comment {comment.label}", _UNSAID)
        return False

    def _removed(self, difference: Difference) -> bool:
        """What the models have and the database lacks goes only where it was named."""
        label, kind = ".".join(filter(None, difference.key)), difference.kind.kind
        table = self.models.table(_key(difference)) if len(difference.key) > 1 else None
        if table is None or kind not in ("table", "column", "constraint", "index", "comment"):
            return False  # an enum goes with the last column that is of it
        if difference.folded:
            return False
        if not self.models.may_remove(label):
            self.models.project.note(f"{kind} {label}", f"only the models have it; take it out with --remove '{label}'")
            return False
        done = False
        if kind == "table":
            done = remove_table(self.models, table)
        elif kind == "column":
            done = remove_column(self.models, table, difference.key[2])
        elif kind == "constraint":
            done = remove_constraint(self.models, table, cast("Constraint", difference.actual))
        elif kind == "index":
            done = remove_index(self.models, table, cast("Index", difference.actual))
        else:
            done = self._uncommented(table, cast("Comment", difference.actual))
        if not done:
            self.models.project.note(f"{kind} {label}", "only the models have it, and it was not found in the source")
        return done

    def _uncommented(self, table: DescribedTable, comment: Comment) -> bool:
        if comment.of == "table":
            return TableArguments(self.models, table).option("comment", "")
        column = self.models.live.column(table.key, comment.part) if comment.of == "column" else None
        return column is not None and change_column(self.models, table, column, frozenset({"comment"}))

    def _relocated(self, comparison: Comparison) -> bool:
        """What is in the models under another name or in another schema."""
        done = False
        for relocation in comparison.relocations:
            kind, found, wanted = relocation.kind.kind, relocation.found, relocation.wanted
            table = self.models.table((found[0], found[1])) if len(found) > 1 else None
            if table is None:
                continue
            if kind == "table":
                done = self._moved(table, (wanted[0], wanted[1])) or done
            elif kind == "column":
                done = rename_column(self.models, table, found[2], wanted[2]) or done
            elif kind == "constraint":
                want = next(
                    (one for one in self.models.live.constraints.get(table.key, ()) if one.constraint == wanted[2]), None
                )
                done = (
                    want is not None and change_constraint(self.models, table, cast("Constraint", relocation.record), want)
                ) or done
            elif kind == "index":
                index = next((one for one in self.models.live.indexes.get(table.key, ()) if one.index == wanted[2]), None)
                done = (
                    index is not None and change_index(self.models, table, cast("Index", relocation.record), index)
                ) or done
        return done

    def _moved(self, table: DescribedTable, wanted: Key) -> bool:
        arguments = TableArguments(self.models, table)
        file = arguments.file
        if file is None:
            return False
        done = False
        if wanted[1] != table.key[1]:
            done = self._renamed(table, wanted[1])
        if wanted[0] != table.key[0]:
            schema = self.models.schema_of_new(wanted)
            done = arguments.option("schema", file.literal(schema) if schema else "") or done
        return done

    def _renamed(self, table: DescribedTable, name: str) -> bool:
        call = self.models.table_call(table)
        if call is not None:
            call[0].replace(call[1].args[0], call[0].literal(name))
            return True
        place = self.models.class_of(table)
        if place is None:
            return False
        file, node = place
        said = file.find_assignment("__tablename__", node.body)
        if said is None or said.value is None:
            indent = file.indent_of(node.body[0])
            file.insert_line_before(node.body[0], f"{indent}__tablename__ = {file.literal(name)}")
        else:
            file.replace(said.value, file.literal(name))
        return True


_OPTIONS = {
    "options": "postgresql_with",
    "persistence": "prefixes",
    "partition_key": "postgresql_partition_by",
    "tablespace": "postgresql_tablespace",
    "access_method": "postgresql_using",
}


def _key(difference: Difference) -> Key:
    return (difference.key[0], difference.key[1])
