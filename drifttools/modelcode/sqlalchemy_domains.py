"""Domains: `DOMAIN(...)` in a variable of the module, which SQLAlchemy makes with the first table that uses it."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING

from drifttools.kinds.names import parts_of
from drifttools.modelcode.described import DEFAULT_SCHEMA
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.python_file import PythonFile, called
from drifttools.modelcode.sqlalchemy_models import Models
from drifttools.modelcode.sqlalchemy_own import own_type
from drifttools.modelcode.sqlalchemy_types import Written, escaped, unwrapped, written_sql, written_type
from drifttools.modelcode.words import camel

if TYPE_CHECKING:
    from drifttools.kinds.domain import Domain

_SINCE = (2, 0)


def domain_type(models: Models, file: PythonFile, imports: Imports, printed: str) -> Written | None:
    """The variable that stands for a domain, written where the file has none; None where the type is no domain.

    Args:
        models: The round of edits.
        file: Where it is used, and written before the first class.
        imports: Those of the file.
        printed: The type as the server prints it.
    """
    parts = parts_of(printed)
    key = (parts[0] if len(parts) > 1 else DEFAULT_SCHEMA, parts[-1]) if parts else ("", "")
    domain = models.live.domains.get(key)
    if domain is None or models.described.version < _SINCE:
        return None
    base = written_type(
        domain.type,
        imports.name,
        dotted=imports.dotted,
        enum=lambda inner: domain_type(models, file, imports, inner),
        quoted=file.literal,
    ) or own_type(file, imports, domain.type)
    text = _call(models, file, imports, domain, base.expression)
    label = camel(key[1])
    while label in imports.bound():
        statement = file.find_assignment(label)
        if statement is not None and statement.value is not None and file.segment(statement.value) == text:
            return Written(label, base.python)
        label += "Domain"
    others = [node for node in file.tree.body if called(getattr(node, "value", None)) == "DOMAIN"]
    first = next((node for node in file.tree.body if isinstance(node, ast.ClassDef)), None)
    if others:
        file.insert_line_after(others[-1], f"{label} = {text}")
    elif first is not None:
        file.insert_line_before(first, f"{label} = {text}", blank=2)
    else:
        file.append(f"{label} = {text}")
    return Written(label, base.python)


def _call(models: Models, file: PythonFile, imports: Imports, domain: Domain, base: str) -> str:
    arguments = [file.literal(domain.domain), base]
    if domain.collation is not None:
        arguments.append(f"collation={file.literal(parts_of(domain.collation)[-1])}")
    if domain.default is not None:
        arguments.append(f"default={written_sql(domain.default, imports.name, file.literal)}")
    if domain.not_null:
        arguments.append("not_null=True")
    checks = [json.loads(one) for one in domain.constraints]
    if checks:
        named, definition = checks[0]
        # the one name that SQLAlchemy writes is that of what follows it
        if named != f"{domain.domain}_check" and not domain.not_null:
            arguments.append(f"constraint_name={file.literal(named)}")
        said = unwrapped(unwrapped(definition.removeprefix("CHECK ")))
        arguments.append(f"check={file.literal(escaped(said))}")
    schema = models.schema_of_new((domain.schema, domain.domain))
    if schema:
        arguments.append(f"schema={file.literal(schema)}")
    return f"{imports.name('sqlalchemy.dialects.postgresql', 'DOMAIN')}({', '.join(arguments)})"
