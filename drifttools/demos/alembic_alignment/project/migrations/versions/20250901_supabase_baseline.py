"""What Supabase's SQL editor had made before this project took up Alembic.

Revision ID: 20250901
Revises:
"""

from alembic import op

revision = "20250901"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute("create type user_role as enum ('member', 'editor', 'admin')")
    op.execute("create type member_role as enum ('owner', 'admin', 'member')")
    op.execute("create type query_status as enum ('pending', 'running', 'answered', 'failed')")
    op.execute("""
        create table users (
            id uuid primary key default gen_random_uuid(),
            auth_user_id uuid,
            email varchar(320) not null,
            full_name text not null,
            role user_role not null default 'member',
            is_active boolean not null default true,
            last_login_at timestamptz,
            created_at timestamptz not null default now(),
            updated_at timestamptz not null default now(),
            constraint users_email_key unique (email)
        )
    """)
    op.execute("""
        create table organizations (
            id uuid primary key default gen_random_uuid(),
            name text not null,
            created_at timestamptz not null default now(),
            updated_at timestamptz not null default now()
        )
    """)
    op.execute("""
        create table organization_members (
            organization_id uuid not null references organizations on delete cascade,
            user_id uuid not null references users on delete cascade,
            role member_role not null default 'member',
            primary key (organization_id, user_id)
        )
    """)
    op.execute("""
        create table documents (
            id uuid primary key default gen_random_uuid(),
            user_id uuid not null references users on delete cascade,
            title varchar(200) not null,
            content text,
            status varchar(20) not null default 'uploaded',
            processed_at timestamptz,
            created_at timestamptz not null default now(),
            updated_at timestamptz not null default now()
        )
    """)
    op.execute("create index ix_documents_user_id on documents (user_id)")
    op.execute("""
        create table document_chunks (
            id uuid primary key default gen_random_uuid(),
            document_id uuid not null references documents on delete cascade,
            position integer not null,
            body text not null,
            metadata jsonb not null default '{}',
            created_at timestamptz not null default now(),
            updated_at timestamptz not null default now(),
            constraint document_chunks_document_id_position_key unique (document_id, position)
        )
    """)
    op.execute("""
        create table queries (
            id uuid primary key default gen_random_uuid(),
            user_id uuid not null references users on delete cascade,
            question text not null,
            answer text,
            status query_status not null default 'pending',
            completed_at timestamptz,
            created_at timestamptz not null default now(),
            updated_at timestamptz not null default now()
        )
    """)
    op.execute("create index ix_queries_user_id on queries (user_id)")
    op.execute("""
        create table user_preferences (
            id serial primary key,
            user_id uuid not null references users on delete cascade,
            theme varchar(20) not null default 'system',
            created_at timestamptz not null default now(),
            updated_at timestamptz not null default now(),
            constraint user_preferences_user_id_key unique (user_id)
        )
    """)
    op.execute("""
        create function touch_updated_at() returns trigger language plpgsql set search_path = '' as
        $$ begin new.updated_at := pg_catalog.now(); return new; end $$
    """)
    for table in ("users", "documents", "queries"):
        op.execute(f"""
            create trigger {table}_touch before update on {table}
            for each row execute function touch_updated_at()
        """)
    for table in ("users", "documents", "queries"):
        op.execute(f"alter table {table} enable row level security")
    op.execute("create policy users_see_themselves on users for select using (auth_user_id = auth.uid())")
    for table in ("documents", "queries"):
        op.execute(f"""
            create policy {table}_of_their_owner on {table} for all
            using (user_id in (select u.id from users u where u.auth_user_id = auth.uid()))
        """)


def downgrade():
    for table in (
        "user_preferences",
        "queries",
        "document_chunks",
        "documents",
        "organization_members",
        "organizations",
        "users",
    ):
        op.execute(f"drop table {table}")
    op.execute("drop function touch_updated_at()")
    for enum in ("query_status", "member_role", "user_role"):
        op.execute(f"drop type {enum}")
