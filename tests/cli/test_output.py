"""What a command prints for programs and writes into files is whole, or says that it is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from drifttools.cli.main import drift
from drifttools.cli.output_files import write_output
from drifttools.errors import UsageError


@pytest.fixture
def numbers(tmp_path: Path) -> str:
    """Give a SQLite file with a table of 300 columns and as many rows."""
    path = tmp_path / "numbers.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"create table n ({', '.join(f'c{at} int' for at in range(300))})")
        connection.executemany("insert into n (c0) values (?)", [(at,) for at in range(300)])
        connection.commit()
    return str(path)


@pytest.mark.parametrize("style", ["text", "csv"])
def test_rows_that_a_query_has_beyond_the_limit_are_told(numbers: str, style: str) -> None:
    """The answer of `drift sql` never looks whole where `--limit` has cut it."""
    arguments = ["sql", "select c0 from n", numbers, "--format", style]
    assert "more rows than these 200" in CliRunner().invoke(drift, ["-q", *arguments]).stderr
    assert not CliRunner().invoke(drift, ["-q", *arguments, "--limit", "300"]).stderr


def test_a_csv_that_was_cut_says_so(numbers: str) -> None:
    """A table has its note below it, a CSV only standard error."""
    result = CliRunner().invoke(drift, ["-q", "show", "columns", numbers, "--format", "csv"])
    assert len(result.stdout.splitlines()) == 201
    assert result.stderr == "drift: 100 more rows not shown (of 300).\n"


def test_a_file_goes_into_a_directory_that_is_made(tmp_path: Path) -> None:
    """`-o` makes what is missing of the path, and a text is appended only where that was asked for."""
    path = tmp_path / "some" / "where" / "models.diff"
    write_output(path, "one\n")
    write_output(path, "two\n")
    write_output(path, "three\n", append=True)
    assert path.read_text(encoding="utf-8") == "two\nthree\n"


def test_a_place_that_nothing_can_be_written_to_is_named(tmp_path: Path) -> None:
    """An answer that cannot be written is an error of its own, and no defect of drifttools."""
    with pytest.raises(UsageError, match="cannot be written: Is a directory"):
        write_output(tmp_path, "text")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("trace", "x", "t", "id"), "'id' is not COLUMN=VALUE"),
        (("mend", "x", "Q1", "--way", "insert", "--set", "a="), "'a=' is not COLUMN=SQL"),
        (("rls", "x", "--role", "r", "--set", "=1"), "'=1' is not NAME=VALUE"),
        (("run", "01_audit", "-p", "target"), "'target' is not NAME=VALUE"),
    ],
)
def test_a_pair_that_is_none_is_said(arguments: tuple[str, ...], told: str) -> None:
    """What is written without its `=`, or with nothing beside it, is refused before anything is asked."""
    with pytest.raises(UsageError, match=told):
        CliRunner().invoke(drift, arguments, standalone_mode=False, catch_exceptions=False)
