"""The sources of expected states. A new one is a line here."""

from __future__ import annotations

from collections.abc import Mapping

from drifttools.expected.base import Source
from drifttools.expected.database import DatabaseSource
from drifttools.expected.django import DjangoSource
from drifttools.expected.models import ModelsSource
from drifttools.expected.snapshot import SnapshotSource
from drifttools.expected.sql_files import SqlSource

SOURCES: tuple[type[Source], ...] = (ModelsSource, DjangoSource, SqlSource, DatabaseSource, SnapshotSource)

LATER: Mapping[str, str] = {"alembic": "the history of an alembic.ini"}
"""Kinds that are reserved and not there yet."""
