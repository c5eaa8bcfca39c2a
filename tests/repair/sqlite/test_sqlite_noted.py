"""What SQLite makes nothing of is no reason to write a table anew, and no object is dropped for the case of its name."""

from __future__ import annotations

from pathlib import Path

from drifttools.repair.executor import apply, rollback, rollback_token
from drifttools.verify.sqlite_rows import shared_columns
from tests.repair.sqlite.files import ask, script, target_of
from tests.repair.sqlite.loop import Planned, planned, read

LIVE = """
create table Users (Id integer primary key, Email varchar(50), age int);
create index Users_Email on Users (Email);
create view mails as select Email from Users;
insert into Users values (1, 'a@x', 3);
"""
WANTED = """
create table users (id integer primary key, email varchar(200), age bigint);
create index users_email on users (email);
create view mails as select email from users;
"""


def files(tmp_path: Path, live: str = LIVE, wanted: str = WANTED) -> tuple[Path, Path]:
    """Make both sides."""
    return script(tmp_path / "live.db", live), script(tmp_path / "wanted.db", wanted)


def statements(made: Planned) -> list[str]:
    """All statements of a plan."""
    return [one for step in made.plan.steps for one in step.statements]


def test_what_is_only_noted_is_no_step(tmp_path: Path) -> None:
    """Names in another case and types of the same affinity are listed with the way to have them changed, and left."""
    made = planned(*files(tmp_path))
    assert not made.plan.steps
    reasons = {one.named or one.finding: one.reason for one in made.plan.unplanned}
    assert {one.finding for one in made.plan.unplanned} == {one.id for one in made.comparison.findings}
    assert "Users is the same name to SQLite: --only 'main.users' names it" in reasons.values()
    assert "no table is written anew for it alone: --only 'main.users.age' names it" in reasons["main.users.age"]


def test_a_type_that_is_named_is_written(tmp_path: Path) -> None:
    """`--only` with the column's own name is an order: the table is written anew, with that type alone."""
    live, wanted = files(tmp_path)
    made = planned(live, wanted, only=("main.users.age",))
    apply(made.plan, target_of(live), confirm=made.plan.token, folder=tmp_path / "incident")
    assert ask(live, "select name, type from pragma_table_xinfo('users')") == [
        ("Id", "INTEGER"),
        ("Email", "varchar(50)"),
        ("age", "bigint"),
    ]
    assert ask(live, "select * from users") == [(1, "a@x", 3)]


def test_types_come_along_where_a_table_is_written_anew(tmp_path: Path) -> None:
    """NOT NULL is a reason to write the table anew, and then its types become right too; an added column is none."""
    types = ["create table t (a varchar(50), b int);", "create table t (a varchar(90), b int not null);"]
    (tmp_path / "one").mkdir()
    made = planned(*files(tmp_path / "one", *types))
    assert not made.plan.unplanned
    assert '"a" varchar(90)' in " ".join(statements(made))
    added = planned(*files(tmp_path, types[0], "create table t (a varchar(90), b int, c int);"))
    assert statements(added) == ['ALTER TABLE "t" ADD COLUMN "c" int']
    assert [one.named for one in added.plan.unplanned] == ["main.t.a"]


def test_a_name_in_another_case_is_renamed_where_it_is_named(tmp_path: Path) -> None:
    """A table takes two renames, a column one; rows, views and indexes stay; and the way back brings the old spelling."""
    live, wanted = files(tmp_path, live=LIVE.replace("varchar(50)", "varchar(200)"))
    made = planned(live, wanted, only=("main.users", "main.users.email"))
    assert [step.title for step in made.plan.steps] == [
        "rename table main.Users to users",
        "rename column main.Users.Email to email",
    ]
    apply(made.plan, target_of(live), confirm=made.plan.token, folder=tmp_path / "incident")
    names = "select group_concat(name, ' ') from (select name from sqlite_schema where type = 'table' and name like 'user%'"
    names += " union all select name from pragma_table_xinfo('users'))"
    assert ask(live, names) == [("users Id email age",)]
    assert ask(live, "select * from mails") == [("a@x",)]
    rollback(made.plan, target_of(live), confirm=rollback_token(made.plan), folder=tmp_path / "incident")
    assert ask(live, names) == [("Users Id Email age",)]


def test_a_table_of_another_case_is_repaired_under_the_name_that_it_has(tmp_path: Path) -> None:
    """A column is added to `Users` though `users` is expected: nothing is dropped, nothing is made beside it."""
    live, wanted = files(tmp_path, wanted=WANTED.replace("age bigint", "age int, born text"))
    made = planned(live, wanted)
    apply(made.plan, target_of(live), confirm=made.plan.token, folder=tmp_path / "incident")
    assert statements(made) == ['ALTER TABLE "Users" ADD COLUMN "born" text']
    assert ask(live, "select * from users") == [(1, "a@x", 3, None)]


def test_a_rehearsal_reads_the_rows_whatever_the_case_of_names(tmp_path: Path) -> None:
    """A table that is only spelt otherwise is the same table to the proof that rows are kept."""
    live, wanted = map(read, files(tmp_path))
    assert shared_columns(live, wanted) == {"Users": ("Email", "Id", "age")}
