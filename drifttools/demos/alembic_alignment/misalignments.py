"""The misalignments of the incident, by name: what drifttools has to find, and the cause that it has to give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What a misalignment is of."""

    ENUM = "enum"
    COLUMN = "column"
    TYPE = "type"
    MODEL = "association model"


@dataclass(frozen=True, slots=True)
class Misalignment:
    """One of them.

    Args:
        group: What it is of.
        kind, key: The object, as a finding names it.
        rule: The cause.
        attribute: What of it differs, where only something of it does.
    """

    group: Group
    kind: str
    key: tuple[str, ...]
    rule: str
    attribute: str = ""

    @property
    def label(self) -> str:
        """`users.bio`; `queries.status (type)`."""
        return ".".join(self.key[1:]) + (f" ({self.attribute})" if self.attribute else "")


def _column(name: str, rule: str, attribute: str = "", group: Group = Group.COLUMN) -> Misalignment:
    table, column = name.split(".")
    return Misalignment(group, "column", ("public", table, column), rule, attribute)


def _enum(name: str, rule: str) -> Misalignment:
    return Misalignment(Group.ENUM, "enum", ("public", name), rule)


_MODELS, _STAMPED, _BY_HAND = "models-apart", "never-run", "out-of-band"
_TWICE, _LOOSE, _NO_ZONE = "duplicate-enum", "type-degraded", "time-zone-lost"

MISALIGNMENTS: tuple[Misalignment, ...] = (
    _enum("memberrole", _TWICE),  # beside member_role
    _enum("document_type", _BY_HAND),  # used by nothing
    _enum("user_role", _MODELS),  # the models have no roles
    _enum("query_status", _MODELS),  # the models have a text
    _enum("document_status", _STAMPED),  # not in the database
    _column("users.auth_user_id", _MODELS),
    _column("users.role", _MODELS),
    _column("users.is_active", _MODELS),
    _column("users.last_login_at", _MODELS),
    _column("users.bio", _STAMPED),
    _column("documents.content", _MODELS),
    _column("documents.extracted_text", _STAMPED),
    _column("documents.processed_at", _MODELS, "type"),  # without a time zone in the models
    _column("documents.status", _STAMPED, "type"),  # a text in the database
    _column("queries.status", _MODELS, "type"),
    _column("document_chunks.chunk_metadata", _MODELS),  # `metadata` in the database
    _column("document_chunks.updated_at", _BY_HAND, "default"),
    _column("queries.completed_at", _LOOSE, "type", Group.TYPE),  # a text in the database
    _column("document_chunks.created_at", _NO_ZONE, "type", Group.TYPE),  # without a time zone in the database
    _column("user_preferences.id", _MODELS, "type", Group.TYPE),  # an integer since before the models
    Misalignment(Group.MODEL, "table", ("public", "query_documents"), _MODELS),
)
"""Five enums, twelve columns of four tables, three types, one model."""

IN_THE_DATABASE: tuple[str, ...] = (
    "public.document_status",
    "public.users.bio",
    "public.documents.extracted_text",
    "public.documents.status",
    "public.queries.completed_at",
    "public.document_chunks.created_at",
    "public.document_chunks.updated_at",
    "public.memberrole",
    "public.document_type",
)
"""What has to change in the database: there the migrations and the models agree, or nobody wants it."""
TO_DROP: tuple[str, ...] = ("public.memberrole", "public.document_type")
WAYS: tuple[str, ...] = (
    "public.queries.completed_at=using:completed_at::timestamptz",
    "public.document_chunks.created_at=using:created_at at time zone 'UTC'",
)
"""How the rows are taken along: the texts are of ISO 8601, and the times without a zone are UTC."""
