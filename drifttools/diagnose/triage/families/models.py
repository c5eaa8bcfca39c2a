"""ORMs about their own models, before a database is asked: what they declare twice, or name and do not have."""

from __future__ import annotations

from drifttools.diagnose.triage.family import Family

FAMILIES = (
    Family(
        id="missing-in-models",
        title="a model refers to a table that its metadata does not have",
        texts=(
            "Foreign key associated with column '{column}' could not find table '{relation}' with which to generate",
            "Could not determine join condition between parent/child tables on relationship {relationship}",
            "expression '{relation}' failed to locate a name",
            'No metadata for "{relation}" was found.',
            "does not provide a MetaData object or sequence of objects to the context",
        ),
        exceptions=("NoReferencedTableError", "NoForeignKeysError", "EntityMetadataNotFoundError"),
        kind="model",
        object=("relation", "relationship"),
        dialect="",
        guess=False,
    ),
    Family(
        id="twice-in-models",
        title="two models declare the same table in one metadata",
        texts=(
            "Table '{relation}' is already defined for this MetaData instance",
            "Conflicting '{relation}' models in application '{app}'",
            'Multiple classes found for path "{relation}" in the registry of this declarative base',
        ),
        kind="model",
        object=("relation",),
        dialect="",
        guess=False,
    ),
    Family(
        id="missing-table",
        title="a table or view is not found",
        texts=("sqlalchemy.exc.NoSuchTableError: {relation}", "NoSuchTableError: {relation}"),
        kind="table",
        object=("relation",),
        dialect="",
        tool="SQLAlchemy",
    ),
    Family(
        id="wrong-attribute",
        title="code names an attribute that the model does not have",
        texts=(
            'Entity namespace for "{relation}" has no property "{column}"',
            "'{column}' is an invalid keyword argument for {relation}",
            "type object '{relation}' has no attribute '{column}'",
            "Cannot resolve keyword '{column}' into field.",
            "{relation}() got unexpected keyword arguments: '{column}'",
            "Mapper 'Mapper[{relation}]' has no property '{column}'",
            "Could not locate column in row for column '{column}'",
            "object associated with {relation} has an attribute '{column}'",
            "{relation} has no field named '{column}'",
            'Property "{column}" was not found in "{relation}"',
            "Unknown argument `{column}`.",
            "'{label}' is not among the defined enum values. Enum name: {type}.",
        ),
        exceptions=("FieldDoesNotExist", "NoSuchColumnError", "EntityPropertyNotFoundError"),
        kind="attribute",
        object=("relation", "column", "type"),
        dialect="",
        guess=False,
    ),
)
