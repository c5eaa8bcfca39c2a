"""Repair: drop enum public.document_type; drop enum public.memberrole; create enum public.document_status; alter column public.document_chunks.created_at; alter column public.document_chunks.updated_at; alter column public.documents.status; create column public.documents.extracted_text; alter column public.queries.completed_at; create column public.users.bio.

Revision ID: 47807ebf221a
Revises: 20251010

Written by drifttools for plan-47807ebf22. It does nothing in a database where the repair is done, or was never needed.
The downgrade takes the repair back, where the schema that it came from still exists.
"""

from alembic import context, op
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

revision = '47807ebf221a'
down_revision = '20251010'
branch_labels = None
depends_on = None

STEPS = [
    (
        'drop enum public.document_type',
        [],
        [
            ("select (pg_catalog.to_regtype('public.document_type') is not null)::text", 'true'),
        ],
        [
            'drop type public.document_type',
        ],
        [
            ("select (pg_catalog.to_regtype('public.document_type') is not null)::text", 'false'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
    (
        'drop enum public.memberrole',
        [],
        [
            ("select (pg_catalog.to_regtype('public.memberrole') is not null)::text", 'true'),
        ],
        [
            'drop type public.memberrole',
        ],
        [
            ("select (pg_catalog.to_regtype('public.memberrole') is not null)::text", 'false'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
    (
        'create enum public.document_status',
        [],
        [
            ("select (pg_catalog.to_regtype('public.document_status') is not null)::text", 'false'),
        ],
        [
            "create type public.document_status as enum ('uploaded', 'processing', 'ready', 'failed')",
        ],
        [
            ("select (pg_catalog.to_regtype('public.document_status') is not null)::text", 'true'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
    (
        'alter column public.document_chunks.created_at',
        [],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.document_chunks') and attname = 'created_at' and not attisdropped))::text", 'true'),
        ],
        [
            'alter table only public.document_chunks alter column created_at drop default',
            "alter table public.document_chunks alter column created_at type timestamp with time zone using created_at at time zone 'UTC'",
            'alter table only public.document_chunks alter column created_at set default now()',
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.document_chunks') and attname = 'created_at' and not attisdropped))::text", 'true'),
        ],
        '2000ms',
        '1800000ms',
        False,
    ),
    (
        'alter column public.document_chunks.updated_at',
        [],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.document_chunks') and attname = 'updated_at' and not attisdropped))::text", 'true'),
        ],
        [
            'alter table only public.document_chunks alter column updated_at set default now()',
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.document_chunks') and attname = 'updated_at' and not attisdropped))::text", 'true'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
    (
        'alter column public.documents.status',
        [],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.documents') and attname = 'status' and not attisdropped))::text", 'true'),
            ("select (select pg_catalog.count(*) from public.documents t where t.status::pg_catalog.text <> all (array['uploaded', 'processing', 'ready', 'failed']::pg_catalog.text[]))::pg_catalog.text", '0'),
        ],
        [
            'alter table only public.documents alter column status drop default',
            'alter table public.documents alter column status type public.document_status using status::public.document_status',
            "alter table only public.documents alter column status set default 'uploaded'::public.document_status",
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.documents') and attname = 'status' and not attisdropped))::text", 'true'),
        ],
        '2000ms',
        '1800000ms',
        False,
    ),
    (
        'create column public.documents.extracted_text',
        [],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.documents') and attname = 'extracted_text' and not attisdropped))::text", 'false'),
        ],
        [
            'alter table public.documents add column extracted_text text',
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.documents') and attname = 'extracted_text' and not attisdropped))::text", 'true'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
    (
        'alter column public.queries.completed_at',
        [],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.queries') and attname = 'completed_at' and not attisdropped))::text", 'true'),
            ('select (select pg_catalog.count(*) from public.queries t where pg_catalog.pg_column_size((completed_at::timestamptz)) < 0)::pg_catalog.text', '0'),
        ],
        [
            'alter table public.queries alter column completed_at type timestamp with time zone using completed_at::timestamptz',
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.queries') and attname = 'completed_at' and not attisdropped))::text", 'true'),
        ],
        '2000ms',
        '1800000ms',
        False,
    ),
    (
        'create column public.users.bio',
        [],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.users') and attname = 'bio' and not attisdropped))::text", 'false'),
        ],
        [
            'alter table public.users add column bio text',
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.users') and attname = 'bio' and not attisdropped))::text", 'true'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
]

BACK = [
    (
        'take back: create column public.users.bio',
        [
            ("select pg_catalog.to_regnamespace('public') is not null", 'true'),
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.users') and attname = 'bio' and not attisdropped))::text", 'true'),
        ],
        [
            'alter table public.users drop column bio',
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.users') and attname = 'bio' and not attisdropped))::text", 'false'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
    (
        'take back: alter column public.queries.completed_at',
        [
            ("select pg_catalog.to_regnamespace('public') is not null", 'true'),
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.queries') and attname = 'completed_at' and not attisdropped))::text", 'true'),
        ],
        [
            'alter table public.queries alter column completed_at type text using completed_at::text',
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.queries') and attname = 'completed_at' and not attisdropped))::text", 'true'),
            ('select (select pg_catalog.count(*) from public.queries t where pg_catalog.pg_column_size((completed_at::timestamptz)) < 0)::pg_catalog.text', '0'),
        ],
        '2000ms',
        '1800000ms',
        False,
    ),
    (
        'take back: create column public.documents.extracted_text',
        [
            ("select pg_catalog.to_regnamespace('public') is not null", 'true'),
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.documents') and attname = 'extracted_text' and not attisdropped))::text", 'true'),
        ],
        [
            'alter table public.documents drop column extracted_text',
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.documents') and attname = 'extracted_text' and not attisdropped))::text", 'false'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
    (
        'take back: alter column public.documents.status',
        [
            ("select pg_catalog.to_regnamespace('public') is not null", 'true'),
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.documents') and attname = 'status' and not attisdropped))::text", 'true'),
        ],
        [
            'alter table only public.documents alter column status drop default',
            'alter table public.documents alter column status type character varying(20) using status::character varying(20)',
            "alter table only public.documents alter column status set default 'uploaded'::character varying",
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.documents') and attname = 'status' and not attisdropped))::text", 'true'),
            ("select (select pg_catalog.count(*) from public.documents t where t.status::pg_catalog.text <> all (array['uploaded', 'processing', 'ready', 'failed']::pg_catalog.text[]))::pg_catalog.text", '0'),
        ],
        '2000ms',
        '1800000ms',
        False,
    ),
    (
        'take back: alter column public.document_chunks.updated_at',
        [
            ("select pg_catalog.to_regnamespace('public') is not null", 'true'),
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.document_chunks') and attname = 'updated_at' and not attisdropped))::text", 'true'),
        ],
        [
            'alter table only public.document_chunks alter column updated_at drop default',
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.document_chunks') and attname = 'updated_at' and not attisdropped))::text", 'true'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
    (
        'take back: alter column public.document_chunks.created_at',
        [
            ("select pg_catalog.to_regnamespace('public') is not null", 'true'),
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.document_chunks') and attname = 'created_at' and not attisdropped))::text", 'true'),
        ],
        [
            'alter table only public.document_chunks alter column created_at drop default',
            'alter table public.document_chunks alter column created_at type timestamp without time zone using created_at::timestamp without time zone',
            'alter table only public.document_chunks alter column created_at set default now()',
        ],
        [
            ("select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('public.document_chunks') and attname = 'created_at' and not attisdropped))::text", 'true'),
        ],
        '2000ms',
        '1800000ms',
        False,
    ),
    (
        'take back: create enum public.document_status',
        [
            ("select pg_catalog.to_regnamespace('public') is not null", 'true'),
        ],
        [
            ("select (pg_catalog.to_regtype('public.document_status') is not null)::text", 'true'),
        ],
        [
            'drop type public.document_status',
        ],
        [
            ("select (pg_catalog.to_regtype('public.document_status') is not null)::text", 'false'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
    (
        'take back: drop enum public.memberrole',
        [
            ("select pg_catalog.to_regnamespace('public') is not null", 'true'),
        ],
        [
            ("select (pg_catalog.to_regtype('public.memberrole') is not null)::text", 'false'),
        ],
        [
            "create type public.memberrole as enum ('OWNER', 'ADMIN', 'MEMBER')",
            'alter type public.memberrole owner to postgres',
        ],
        [
            ("select (pg_catalog.to_regtype('public.memberrole') is not null)::text", 'true'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
    (
        'take back: drop enum public.document_type',
        [
            ("select pg_catalog.to_regnamespace('public') is not null", 'true'),
        ],
        [
            ("select (pg_catalog.to_regtype('public.document_type') is not null)::text", 'false'),
        ],
        [
            "create type public.document_type as enum ('pdf', 'docx', 'markdown')",
            'alter type public.document_type owner to postgres',
        ],
        [
            ("select (pg_catalog.to_regtype('public.document_type') is not null)::text", 'true'),
        ],
        '2000ms',
        '60000ms',
        False,
    ),
]


def send(connection, statement):
    # a colon names no parameter
    return connection.execute(text(statement.replace(":", r"\:")))


def holds(connection, checks):
    for query, expected in checks:
        try:
            with connection.begin_nested():
                found = send(connection, "select (\n" + query + "\n)::pg_catalog.text").scalar()
        except ProgrammingError:  # what it asks for is not there
            return False
        if found != expected:
            return False
    return True


def run(steps):
    if context.is_offline_mode():
        raise RuntimeError("this revision looks at the database first: it cannot be written as a script")
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    setting = text("select pg_catalog.set_config(:name, :value, false)")
    settings = {}
    # What the statements mean depends on these: names are fully qualified, and times without a zone are of UTC.
    pinned = {"search_path": "", "TimeZone": "UTC", "DateStyle": "ISO, YMD"}
    for name, value in {**pinned, "lock_timeout": "0", "statement_timeout": "0"}.items():
        settings[name] = connection.execute(text("select pg_catalog.current_setting(:name)"), {"name": name}).scalar()
        connection.execute(setting, {"name": name, "value": value})
    for title, where, before, statements, after, lock_timeout, statement_timeout, alone in steps:
        if not holds(connection, where):
            continue
        ready, done = holds(connection, before), holds(connection, after)
        if done and not ready:
            continue
        if not ready:
            raise RuntimeError("neither to do nor done: " + title)
        connection.execute(setting, {"name": "lock_timeout", "value": lock_timeout})
        connection.execute(setting, {"name": "statement_timeout", "value": statement_timeout})
        if alone:  # PostgreSQL wants it committed on its own
            with op.get_context().autocommit_block():
                for statement in statements:
                    send(op.get_bind(), statement)
            connection = op.get_bind()
        else:
            for statement in statements:
                send(connection, statement)
        if not holds(connection, after):
            raise RuntimeError("not as it should be after: " + title)
    for name, value in settings.items():
        connection.execute(setting, {"name": name, "value": value})


def upgrade():
    run(STEPS)


def downgrade():
    run(BACK)
