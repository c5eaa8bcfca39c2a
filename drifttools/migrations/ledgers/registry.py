"""All ledgers that are known. The first that fits a table has it, so the more particular one comes first."""

from __future__ import annotations

from drifttools.migrations.ledgers.alembic import AlembicLedger
from drifttools.migrations.ledgers.base import LedgerFormat
from drifttools.migrations.ledgers.dbmate import DbmateLedger
from drifttools.migrations.ledgers.diesel import DieselLedger
from drifttools.migrations.ledgers.django import DjangoLedger
from drifttools.migrations.ledgers.drizzle import DrizzleLedger
from drifttools.migrations.ledgers.flyway import FlywayLedger
from drifttools.migrations.ledgers.golang_migrate import GolangMigrateLedger
from drifttools.migrations.ledgers.goose import GooseLedger
from drifttools.migrations.ledgers.knex import KnexLedger
from drifttools.migrations.ledgers.liquibase import LiquibaseLedger
from drifttools.migrations.ledgers.prisma import PrismaLedger
from drifttools.migrations.ledgers.rails import RailsLedger
from drifttools.migrations.ledgers.sqlx import SqlxLedger
from drifttools.migrations.ledgers.supabase import SupabaseLedger

LEDGERS: tuple[LedgerFormat, ...] = (
    AlembicLedger(),
    DjangoLedger(),
    SupabaseLedger(),
    FlywayLedger(),
    LiquibaseLedger(),
    PrismaLedger(),
    GolangMigrateLedger(),
    GooseLedger(),
    DieselLedger(),
    DrizzleLedger(),
    SqlxLedger(),
    KnexLedger(),
    RailsLedger(),
    DbmateLedger(),
)


def ledger_format(tool: str) -> LedgerFormat | None:
    """The format of a tool's ledger; None for a tool without one."""
    return next((one for one in LEDGERS if one.tool == tool), None)
