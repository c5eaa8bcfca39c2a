"""What a revision does, read off its text."""

from __future__ import annotations

from drifttools.migrations.alembic_file import alembic_operations

REVISION = b"""
from alembic import op

def outer():
    op.drop_table("old")

def upgrade():
    name = "things"

    def inner(column):
        op.add_column(name, sa.Column(column))

    def never():
        op.drop_table("never")

    outer()
    inner("size")
"""


def test_a_function_within_upgrade_does_something_where_it_is_called() -> None:
    """It knows the names of upgrade() and its own arguments; one that nobody calls does nothing."""
    line, operations = alembic_operations(REVISION)
    assert line == 7
    assert [(one.op, one.table, one.column, one.line) for one in operations] == [
        ("drop_table", "old", None, 5),
        ("add_column", "things", "size", 11),
    ]
