"""All sorts of mutations; importing this registers them."""

from tests.random_schemas.mutations import access, columns, constraints, indexes, routines, tables, types, views

REGISTERED = (access, columns, constraints, indexes, routines, tables, types, views)
