"""Platforms: what they bring along is there for migrations, and is no part of the comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drifttools.compare.engine import compare
from drifttools.compare.whereabouts import whereabouts
from drifttools.config import Project
from drifttools.config import file as config
from drifttools.errors import SourceError
from drifttools.expected.base import Context
from drifttools.expected.platforms import PLATFORMS
from drifttools.expected.resolve import resolve
from drifttools.expected.spec import parse_spec, source_of

MakeContext = Callable[..., Context]

MIGRATION = """
create extension if not exists "pg_graphql" with schema "graphql";
create extension if not exists "uuid-ossp" with schema extensions;
create table profiles (
    id uuid primary key references auth.users on delete cascade,
    token uuid default uuid_generate_v4(),
    secret text default encode(gen_random_bytes(8), 'hex')
);
alter table profiles enable row level security;
create policy own on profiles for select to authenticated using ((select auth.uid()) = id);
create policy files on storage.objects for select to anon using (bucket_id = 'a' and (storage.foldername(name))[1] = 'b');
insert into storage.buckets (id, name, public) values ('a', 'a', true);
alter publication supabase_realtime add table profiles;
select cron.schedule('nightly', '0 0 * * *', 'select 1');
create function handle() returns trigger language plpgsql security definer set search_path = '' as
$$ begin insert into public.profiles (id) values (new.id); return new; end $$;
create trigger on_user after insert on auth.users for each row execute function handle();
grant select on profiles to service_role;
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a directory as Supabase's command line makes it."""
    (tmp_path / "supabase/migrations").mkdir(parents=True)
    (tmp_path / "supabase/migrations/20240101000000_profiles.sql").write_text(MIGRATION)
    return tmp_path


def test_supabase_is_provided_and_left_out(project: Path, context: MakeContext, major: int) -> None:
    """Roles, schemas, functions, default privileges and the publication are there; what differs in them is no finding."""
    expected = resolve("sql:supabase/migrations", context(project, major=major)).snapshot
    assert {line.split(b"\t")[0] for line in expected.rows["policy"].lines} == {b"public", b"storage"}
    granted = {line for line in expected.rows["privilege"].lines if line.startswith(b"table\tpublic\tprofiles")}
    assert any(b"anon" in line for line in expected.rows["privilege"].lines), granted
    assert expected.count("database setting") == 0
    assert {"schema:auth", "extension:pg_graphql"} <= expected.apart
    changed = MIGRATION.partition(";")[2].replace("each row execute", "each row when (new.email is null) execute")
    more = (
        "drop policy files on storage.objects; create table auth.more (a int); alter table auth.users add more int;"
        "create schema _realtime; create table extra (a int);"
    )
    (project / "live.sql").write_text(changed + more)
    live = resolve("sql:live.sql", context(project, major=major, project=Project(platform="supabase"))).snapshot
    comparison = compare(expected, live)
    assert {(one.kind, one.key[:2], one.change) for one in comparison.findings} == {
        ("table", ("public", "extra"), "unexpected"),
        ("policy", ("storage", "objects"), "missing"),
        ("trigger", ("auth", "users"), "changed"),
    }
    assert any("schema: _analytics" in one.what and "auth" in one.what for one in comparison.findings.not_compared)


def test_where_passes_over_what_is_the_platforms(project: Path, context: MakeContext) -> None:
    """After each migration too, what differs in the platform's schemas counts for nothing."""
    made = context(project)
    chronicle = source_of(parse_spec("sql:supabase", project)).chronicle(made)
    expected = resolve("sql:supabase", made).snapshot
    (project / "live.sql").write_text(MIGRATION + "create table auth.more (a int);")
    live = resolve("sql:live.sql", context(project, project=Project(platform="supabase"))).snapshot
    assert chronicle is not None
    found = whereabouts(chronicle, replace(live, apart=frozenset()), expected.silent, (), expected.apart)
    assert [(one.migration, one.distance > 0) for one in found.revisions] == [("", True), ("20240101000000", False)]


def test_every_platform_of_drift_toml_is_declared() -> None:
    """What `[project] platform` takes is what there is."""
    assert tuple(PLATFORMS) == config.PLATFORMS


def test_without_the_platform_its_schemas_are_missing(project: Path, context: MakeContext) -> None:
    """`platform = "none"` provides nothing, and the message says which line of drift.toml would."""
    (project / "supabase/migrations/20240101000000_profiles.sql").write_text("create table auth.a (b int);")
    with pytest.raises(SourceError, match='schema "auth" does not exist') as error:
        resolve("sql:supabase", context(project, project=Project(platform="none")))
    assert 'platform = "supabase"' in str(error.value.hint)
