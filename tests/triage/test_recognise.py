"""What is recognised in pasted texts: each known text, each wrapper, each language; and no text breaks it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drifttools.diagnose.triage.families.registry import FAMILIES
from drifttools.diagnose.triage.hits import templates
from drifttools.diagnose.triage.recognise import first_message, recognise

HERE = Path(__file__).parent
PASTED = sorted((HERE / "pasted").glob("*.txt"))
KNOWN = [line.split(" | ") for line in (HERE / "known.txt").read_text(encoding="utf-8").splitlines()]
SECRETS = ("secretvalue", "canary", "5ecret", "someone@example.org")


def told(text: str) -> list[str]:
    """Family and object of each error, one line each."""
    return [f"{error.family} {error.object or '-'}" for error in recognise(text).errors]


# ------------------------------------------------------------------------------------------------- whole tables


@pytest.mark.parametrize("file", PASTED, ids=lambda file: file.stem)
def test_pasted_texts_are_understood(file: Path) -> None:
    """What a person pastes is recognised: each error's family and object, in order, and nothing else."""
    expected = file.with_suffix(".expected").read_text(encoding="utf-8").split("\n")[:-1]
    assert told(file.read_bytes().decode("utf-8")) == expected


@pytest.mark.parametrize(("case", "state", "family", "text"), KNOWN, ids=[line[0] for line in KNOWN])
def test_known_texts_are_understood_as_they_are_and_wrapped(case: str, state: str, family: str, text: str) -> None:
    """Each text of the collection gives its family, object and SQLSTATE, bare and in a dozen wrappings."""
    del case
    family, _, wanted = family.partition(" ")
    words = text.replace(" / ", "\n")
    message = words.partition(": ")[2] if words.partition(": ")[0].isalnum() else words
    first = message.partition("\n")[0]
    wrapped = {
        "as it is": words,
        "message alone": message,
        "log": f"2025-11-21 18:00:00.123 UTC [42] app@shop ERROR:  {message}",
        "json": json.dumps({"level": "error", "message": message, "request": 17}),
        "json in json": json.dumps({"body": json.dumps({"error": message})}),
        "sqlalchemy": f"sqlalchemy.exc.DBAPIError: (driver.Error) {first}\n[SQL: select 1]\n(Background on ...)",
        "mail": "\n".join(f"> > {line}" for line in f"see:\n{message}".split("\n")),
        "indented": "\n".join(f"        {line}" for line in message.split("\n")),
        "windows": words.replace("\n", "\r\n"),
        "colours": f"\x1b[31m{words}\x1b[0m",
        "html": words.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#x27;").replace("<", "&lt;"),
        "repr": repr(message),
    }
    for name, form in wrapped.items():
        errors = recognise(form).errors
        assert [(error.family, error.object) for error in errors] == [(family, "" if wanted == "-" else wanted)], name
    if len(state) == 5:
        assert recognise(words).errors[0].sqlstate == state


def test_every_text_of_every_family_is_its_own() -> None:
    """Each text that a family declares, with names put in, is recognised as that family."""
    names = {"function": "f(integer)", "operator": "uuid = text", "type": "uuid", "type_end": "uuid", "kind": "table"}
    for family, template in templates():
        text = template.source
        for role in template.roles:
            text = text.replace(f"{{{role}}}", names.get(role, f"the_{role}"))
        found = recognise(text).errors
        assert found, text
        assert found[0].family == family.id, (text, found[0])


def test_every_family_says_what_happened() -> None:
    """Each family has a title, and a SQLSTATE, an exception, a code or a text by which it is known."""
    for family in FAMILIES:
        assert family.title
        assert family.texts or family.sqlstates or family.codes or family.exceptions


# ------------------------------------------------------------------------------------------------ what goes with it


def test_what_surrounds_an_error_is_told() -> None:
    """Role, database, SQLSTATE, the statement's tables and the server's hint are read from the lines around it."""
    text = (
        "2025-11-21 18:00:00 UTC [42] 42703 web@shop ERROR:  column c.titl does not exist at character 8\n"
        'HINT:  Perhaps you meant to reference the column "c.title".\n'
        "STATEMENT:  select c.titl from child c join app.orders o on o.id = c.id where c.email = 'x@example.org'\n"
    )
    (error,) = recognise(text).errors
    assert (error.role, error.database, error.sqlstate, error.hint) == ("web", "shop", "42703", "c.title")
    assert [(table.name, table.alias) for table in error.tables] == [("child", "c"), ("app.orders", "o")]
    assert error.position == "character 8"


def test_a_key_gives_its_columns_and_no_values() -> None:
    """Of DETAIL the columns and the table are kept, in any language."""
    text = (
        "FEHLER:  23503: x »child« y »child_pid_fkey«\n"
        "DETAIL:  Schlüssel (pid)=(00-canary) ist nicht in Tabelle »parent« vorhanden."
    )
    (error,) = recognise(text).errors
    assert dict(error.related) == {"key": "pid", "key_table": "parent"}


def test_wrappers_are_told_from_the_database_outwards() -> None:
    """A traceback of SQLAlchemy over psycopg says both, once each, and is one error."""
    text = (HERE / "pasted" / "real-sqlalchemy-enum-name.txt").read_text(encoding="utf-8")
    (error,) = recognise(text).errors
    assert error.tools == ("psycopg", "SQLAlchemy")
    assert error.exception == "psycopg.errors.InvalidTextRepresentation"
    assert error.name("label") == "HAPPY"


def test_a_log_of_one_error_is_one_error_with_its_number() -> None:
    """858,000 lines of a bad day are one error; how often it is there is said."""
    line = 'app@shop ERROR:  relation "orders" does not exist\n'
    (error,) = recognise(line * 2_000).errors
    assert error.seen == 2_000


def test_what_the_text_lacks_is_said() -> None:
    """An error within which the text ends is marked, a whole one is not."""
    assert recognise('relation "user_prof').errors[0].cut
    assert not recognise('relation "user_prof" does not exist').errors[0].cut


def test_hostile_names_keep_their_characters() -> None:
    """Quotes, ends of lines and marks of direction within a name are part of it."""
    assert told('relation "we"ird" does not exist') == ['missing-table we"ird']
    assert told('relation "new\nline" does not exist') == ["missing-table new\nline"]
    assert told('relation "naïve名前" does not exist') == ["missing-table naïve名前"]


# -------------------------------------------------------------------------------------------------- no harm is done


@pytest.mark.parametrize("file", PASTED, ids=lambda file: file.stem)
def test_no_value_of_a_row_is_kept(file: Path) -> None:
    """Parameters, keys and passwords of a text are in nothing that is recognised."""
    text = file.read_bytes().decode("utf-8")
    kept = repr(recognise(text)) + first_message(text)
    assert not [secret for secret in SECRETS if secret in kept]


PIECES = st.sampled_from(
    ['relation "', '" does not exist', "ERROR: ", "42P01", "SQLSTATE ", "\x1b[31m", "\n", "\r\n", "{", '\\"', "»", "«",
     "permission denied for ", "Key (a)=(", "PGRST204", "UndefinedTable", "LINE 1: ", "from ", "…", "\ud800", "> ", "\0",
     "FEHLER: ", "column c.", "function f(", "no such ", "`", "'", "enum ", ": ", "&quot;", "column "]
)  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join), st.binary().map(repr))
)
@example("\\ud800")
@example('relation "')
@example('" is not a table')
def test_no_text_breaks_it(text: str) -> None:
    """Any text gives an answer, and one that can be written."""
    recognition = recognise(text)
    assert recognition.size == len(text)
    for error in recognition.errors:
        assert error.family


@pytest.mark.parametrize(
    "piece",
    ['relation "', "function f(", "permission denied for ", '{"a":', "\\", " ", "ERROR: ", "SQLSTATE ", "UndefinedTable ",
     "cannot drop ", "operator does not exist: ", "Key (a", "a@", "|", 'column "' + "a" * 500, "STATEMENT: from a join b ",
     "\n",
     '" does not exist'],
)  # fmt: skip
def test_time_grows_with_the_length_and_not_with_its_square(piece: str) -> None:
    """Four times as much of what almost matches takes about four times as long."""
    recognise("x")

    def took(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        recognise(text)
        return time.process_time() - started

    short, long = took(25_000), took(100_000)
    assert long < 9 * short + 0.2


def test_a_statement_before_the_error_is_read_too() -> None:
    """Hibernate and Knex quote the statement first: an alias is still resolved by it."""
    for stem, table, alias in (("jdbc-spring", "users", "u1_0"), ("knex", "users", "")):
        (error,) = recognise((HERE / "pasted" / f"{stem}.txt").read_text(encoding="utf-8")).errors
        assert (error.tables[0].name, error.tables[0].alias) == (table, alias)
