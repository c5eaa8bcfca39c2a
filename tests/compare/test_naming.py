"""Names against the conventions of a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drifttools.config import load_config
from drifttools.errors import UsageError
from drifttools.investigation import Investigation, investigate

SETUP = """
create type "memberRole" as enum ('a');
create type user_role as enum ('a');
create table users (id int constraint pk_users primary key, email text constraint users_email_key unique, "Odd" int);
create table posts (
  id int primary key,
  user_id int constraint fk_posts_user_id_users references users,
  n int constraint ck_posts_n check (n > 0),
  a_column_with_a_name_that_is_long_enough_to_be_cut_off_by_postgres int
);
create index ix_posts_user_id_n on posts (user_id, n desc);
create index "ix_users_Odd" on users ("Odd");
create index lower_email on users (lower(email));
create index ix_posts_a_column_with_a_name_that_is_long_enough_to_be_1f2e
  on posts (a_column_with_a_name_that_is_long_enough_to_be_cut_off_by_postgres);
create table parts (id int, constraint pk_parts primary key (id)) partition by range (id);
create table parts_1 partition of parts for values from (0) to (9);
"""
NAMING = """
[naming]
index = "ix_{table}_{columns}"
unique = "uq_{table}_{columns}"
foreign_key = "fk_{table}_{columns}_{references}"
primary_key = "pk_{table}"
check = "ck_{table}_*"
enum = "/[a-z]+(_[a-z]+)*/"
"""


def opened(tmp_path: Path, dsn: str, naming: str) -> Investigation:
    """Open an investigation with these conventions."""
    (tmp_path / "drift.toml").write_text(f'[targets.app]\ndsn = "{dsn}"\n{naming}', encoding="utf-8")
    return investigate("app", config=load_config(tmp_path / "drift.toml"), reports=tmp_path / "reports")


def test_what_is_not_by_its_convention_is_named(tmp_path: Path, database: Callable[..., str]) -> None:
    """Indexes, constraints and enums; quoted names, orders, expressions, cut names and partitions are understood."""
    frame = opened(tmp_path, database(SETUP), NAMING).naming()
    assert {(row["kind"], row["object"], row["wanted"]) for row in frame.to_dict("records")} == {
        ("enum", "public.memberRole", "/[a-z]+(_[a-z]+)*/"),
        ("index", "public.users.lower_email", "ix_users_*"),
        ("primary_key", "public.posts.posts_pkey", "pk_posts"),
        ("unique", "public.users.users_email_key", "uq_users_email"),
    }


@pytest.mark.parametrize(
    ("naming", "said"),
    [
        ("", "no conventions"),
        ('[naming]\nindexes = "x"', "knows no indexes"),
        ('[naming]\nenum = "/(/"', "no regular expression"),
    ],
)
def test_a_convention_that_means_nothing_is_refused(tmp_path: Path, naming: str, said: str) -> None:
    """Before the database is asked, with what there is instead."""
    with pytest.raises(UsageError, match=said):
        opened(tmp_path, "host=/nowhere dbname=x", naming).naming()
