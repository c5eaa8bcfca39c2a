"""Constraints and indexes as SQLAlchemy writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drifttools.kinds.names import parts_of
from drifttools.modelcode.conventions import implied_name, is_completed
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.live import Key, referenced
from drifttools.modelcode.python_file import PythonFile
from drifttools.modelcode.sqlalchemy_models import Models
from drifttools.modelcode.sqlalchemy_types import DIALECT, escaped, exclusion_parts, unwrapped, written_sql

if TYPE_CHECKING:
    from drifttools.kinds.constraint import Constraint
    from drifttools.kinds.index import Index


def constraint_name(models: Models, key: Key, constraint: Constraint, file: PythonFile, imports: Imports) -> list[str]:
    """`name=...`; nothing where the constraint gets its name without it."""
    conventions = models.base(key).conventions
    referred = referenced(constraint)[1] if constraint.type == "foreign key" else ""
    if implied_name(constraint.type, key[1], constraint.columns or (), referred, conventions) == constraint.constraint:
        return []
    label = file.literal(constraint.constraint)
    if is_completed(constraint.type, conventions):
        label = f"{imports.name('sqlalchemy.sql.elements', 'conv')}({label})"
    return [f"name={label}"]


def foreign_key_options(constraint: Constraint, file: PythonFile) -> list[str]:
    """What a foreign key does, and when."""
    options = []
    for name, action in (("onupdate", constraint.on_update), ("ondelete", constraint.on_delete)):
        if action not in (None, "no action"):
            options.append(f"{name}={file.literal(str(action).upper())}")
    if constraint.match == "full":
        options.append(f"match={file.literal('FULL')}")
    return [*options, *_when(constraint, file)]


def _when(constraint: Constraint, file: PythonFile) -> list[str]:
    options = ["deferrable=True"] if constraint.deferrable else []
    return [*options, f"initially={file.literal('DEFERRED')}"] if constraint.deferred else options


def constraint_call(models: Models, key: Key, constraint: Constraint, file: PythonFile) -> str | None:
    """A constraint as an argument of its table; None where SQLAlchemy cannot say it."""
    imports = Imports(file)
    name = constraint_name(models, key, constraint, file, imports)
    columns = [file.literal(column) for column in constraint.columns or ()]
    late = [] if constraint.validated else ["postgresql_not_valid=True"]
    include = [f"postgresql_include=[{', '.join(map(file.literal, constraint.included))}]"] if constraint.included else []
    comment = models.live.comment(key, constraint.constraint, "constraint")
    said = [f"comment={file.literal(comment)}"] if comment else []
    if constraint.period or not constraint.enforced:
        return None
    if constraint.type == "foreign key":
        target = referenced(constraint)
        place = ".".join(filter(None, (models.schema_in_models(target), target[1])))
        leads = [file.literal(f"{place}.{column}") for column in constraint.referenced or ()]
        options = [*name, *foreign_key_options(constraint, file), *late, *said]
        called = imports.name("sqlalchemy", "ForeignKeyConstraint")
        return f"{called}([{', '.join(columns)}], [{', '.join(leads)}]{''.join(f', {one}' for one in options)})"
    if constraint.type == "check":
        text = file.literal(escaped(unwrapped(constraint.expression or "")))
        inherit = ["postgresql_no_inherit=True"] if constraint.no_inherit else []
        if inherit and models.described.version < (2, 1):
            return None
        return f"{imports.name('sqlalchemy', 'CheckConstraint')}({', '.join([text, *name, *late, *inherit, *said])})"
    if constraint.type == "exclusion":
        return _exclusion(constraint, name, file, imports)
    distinct = ["postgresql_nulls_not_distinct=True"] if constraint.nulls_not_distinct else []
    called = imports.name("sqlalchemy", "UniqueConstraint" if constraint.type == "unique" else "PrimaryKeyConstraint")
    return f"{called}({', '.join([*columns, *name, *_when(constraint, file), *include, *distinct, *said])})"


def _exclusion(constraint: Constraint, name: list[str], file: PythonFile, imports: Imports) -> str | None:
    parts = exclusion_parts(constraint.expression or "")
    if parts is None:
        return None
    method, elements, where = parts
    listed = [
        f"({written_sql(element, imports.name, file.literal)}, {file.literal(operator)})" for element, operator in elements
    ]
    options = [*name, f"using={file.literal(method)}", *_when(constraint, file)]
    options += [f"where={written_sql(unwrapped(where), imports.name, file.literal)}"] if where else []
    return f"{imports.name(DIALECT, 'ExcludeConstraint')}({', '.join([*listed, *options])})"


_NAME = re.compile(r'[a-z_][\w$]*|"(?:[^"]|"")+"')


def index_call(index: Index, file: PythonFile) -> str | None:
    """An index as an argument of its table; None where SQLAlchemy cannot say it."""
    if index.statistics or index.clustered:
        return None
    imports = Imports(file)
    called = imports.name("sqlalchemy", "Index")
    written = [file.literal(index.index)]
    for one in index.keys:
        if _NAME.fullmatch(one):
            written.append(file.literal(parts_of(one)[0]))
        else:
            written.append(written_sql(one, imports.name, file.literal))
    written += ["unique=True"] if index.unique else []
    written += [f"postgresql_using={file.literal(index.method)}"] if index.method != "btree" else []
    if index.included:
        inner = [file.literal(parts_of(one)[0]) for one in index.included]
        written.append(f"postgresql_include=[{', '.join(inner)}]")
    if index.predicate:
        written.append(f"postgresql_where={written_sql(unwrapped(index.predicate), imports.name, file.literal)}")
    written += ["postgresql_nulls_not_distinct=True"] if index.nulls_not_distinct else []
    if index.options:
        pairs = [one.partition("=") for one in index.options]
        inner = [f"{file.literal(name)}: {file.literal(setting)}" for name, _, setting in pairs]
        written.append(f"postgresql_with={{{', '.join(inner)}}}")
    written += [f"postgresql_tablespace={file.literal(index.tablespace)}"] if index.tablespace else []
    return f"{called}({', '.join(written)})"
