"""Where a project declares a table: the class of a model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelSource:
    """The declaration of one table.

    Args:
        table: Its name in the database.
        schema: Its schema; empty where the connection's search_path decides.
        model: The class, or the variable of a table without a class.
        app: Django's label of the app, else the module.
        file: The file; empty where there is none.
        first_line, last_line: Where the declaration stands in it; 0 where that is unknown.
    """

    table: str
    schema: str
    model: str
    app: str
    file: str
    first_line: int = 0
    last_line: int = 0
