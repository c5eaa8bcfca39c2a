"""Types that SQLAlchemy has no name for: those of an extension, or of the user's own."""

from __future__ import annotations

import ast
import re

from drifttools.kinds.names import parts_of
from drifttools.modelcode.described import DEFAULT_SCHEMA
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.python_file import PythonFile
from drifttools.modelcode.sqlalchemy_types import Written
from drifttools.modelcode.words import camel


def own_type(file: PythonFile, imports: Imports, printed: str) -> Written:
    """A class of the file that stands for a type; it is written before the first class.

    Args:
        file: Where it is written.
        imports: Those of the file.
        printed: The type as the server prints it.
    """
    label = camel(parts_of(re.sub(r"[(\[].*", "", printed))[-1])
    spec = file.literal(printed.removeprefix(f"{DEFAULT_SCHEMA}."))
    while (found := file.find_class(label)) is not None:
        if f"return {spec}" in file.segment(found):
            return Written(label, imports.name("typing", "Any"))
        label += "Type"
    base = imports.name("sqlalchemy.types", "UserDefinedType")
    python = imports.name("typing", "Any")
    first = next((node for node in file.tree.body if isinstance(node, ast.ClassDef)), None)
    text = f"class {label}({base}):\n    cache_ok = True\n\n    def get_col_spec(self, **kw):\n        return {spec}"
    if first is not None:
        file.insert_line_before(first, text, blank=2)
    else:
        file.append(text)
    return Written(label, python)
