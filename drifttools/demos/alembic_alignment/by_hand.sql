-- What was done in the dashboard, in the course of some weeks, and stands in no migration.

-- a release of September created its enum by itself, under the name that SQLAlchemy gives it
create type public.memberrole as enum ('OWNER', 'ADMIN', 'MEMBER');

-- begun for a feature that was not built
create type public.document_type as enum ('pdf', 'docx', 'markdown');

-- "so that the worker can write what it gets from the queue"
alter table public.queries alter column completed_at type text
    using to_char(completed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || 'Z';

-- an import wrote local times
alter table public.document_chunks alter column created_at type timestamp using created_at at time zone 'UTC';
alter table public.document_chunks alter column updated_at drop default;
