"""The splitter: nothing is lost, psql cuts at the same places, and lines are those of the file."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drifttools.sql.split import Piece, PieceKind, split

if TYPE_CHECKING:
    from collections.abc import Callable

    from drifttools.catalog.server import PrivateServer

    MakeDatabase = Callable[..., str]

CORPUS = {
    "plain": "select 1; select 2;\nselect 3",
    "no semicolon": "select 1",
    "nothing": "",
    "only comments": "-- one; two\n",
    "text": "select 'a;b', 'it''s; here', '';\nselect 2;",
    "backslash in a plain text": r"select 'a\'; select 'b';",
    "escape text": r"select E'a\';b', e'\\'; select 'c';",
    "escape text doubled": r"select E'a'';\';b'; select 1;",
    "escape text continued": "select E'a\\''\n  'b\\';c'; select 1;",
    "unicode text": "select U&'d\\0061t;a'; select 1;",
    "quoted name": 'select 1 as "a;b""c;"; select 2;',
    "dollar": "select $$a;b'c$$, $x$ $$;$$ ;$x$; select 1;",
    "dollar in a name": "select 1 as a$b$c; select 2 as d$;",
    "dollar parameter like": "prepare p as select $1::int; execute p(1); deallocate p;",
    "line comment": "select 1 -- a;b'\n; select 2 --c",
    "nested comment": "select /* a /* b; */ ' ; */ 1; select 2;",
    "comment that looks nested": "select /* a -- */ 1; /*/**/*/ select 2;",
    "parentheses": "create table a (b int check (b > 0)); create rule r as on insert to a do also (select 1; select 2); "
    "select 1;",
    "begin": "begin; select 1; end; begin; commit;",
    "atomic": "create function f(a int) returns int language sql begin atomic; select 1; select case when a > 1 then 2 "
    "else 3 end; end; select 1;",
    "atomic or replace": "create or replace procedure p() begin atomic end; select 1;",
    "function named begin": "create function g() returns int language sql as $$ begin; $$; select 1;",
    "case outside": "select case when true then 1 end; select 2;",
    "copy": "create table a (b text, c int);\ncopy a (b, c) from stdin;\nit's; one\t1\n\\\\.\t2\n\\.\nselect 1;",
    "copy csv": 'create table a (b text);\nCOPY a FROM STDIN WITH (format csv); -- rows\n"x;"\n\\.\nselect 1;',
    "copy without rows": "create table a (b text);\ncopy a from stdin;\n\\.\nselect 1;",
    "copy at the end": "create table a (b text); copy a from stdin;",
    "copy out": "copy (select 1 as stdin) to stdout; select 1;",
    "empty statements": "select 1;;; select 2;",
    "beyond ascii": "select 'ä;ß', 1 as größe; select 2 as 表;",
    "windows": "select 1;\r\n-- a\r\nselect 2;\r\n",
    "command before": "\\echo hello\nselect 1;",
    "several in one message": "select 1\\; select 2; select 3;",
}


def statements(script: str) -> list[Piece]:
    """Return the pieces that are statements."""
    return [piece for piece in split(script) if piece.kind is PieceKind.STATEMENT]


def psql_count(server: PrivateServer, dsn: str, script: str) -> int:
    """Count the messages that psql sends for a script: it prints one `Time:` for each, also for a failed one."""
    done = subprocess.run(
        [str(server.bindir / "psql"), "-X", "-q", "-d", dsn, "-f", "-"],
        input=("\\timing on\n" + script).encode(),
        capture_output=True,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PGCLIENTENCODING": "UTF8"},
    )
    return done.stdout.count(b"\nTime: ") + done.stdout.startswith(b"Time: ")


@pytest.mark.parametrize("name", CORPUS)
def test_psql_sends_as_many_statements(name: str, pg_server: PrivateServer, database: MakeDatabase) -> None:
    """For each script of the corpus psql sends as many statements as the splitter finds."""
    script = CORPUS[name]
    assert "".join(piece.text for piece in split(script)) == script
    dsn = database()
    assert len(statements(script)) == psql_count(pg_server, dsn, script)


PARTS = st.sampled_from(
    ["select 1", ";", "'", "''", "E'", "\\'", '"', "$$", "$a$", "--", "\n", "/*", "*/", "(", ")", " ", "begin", "end",
     "case", "create function f() returns int", "copy a from stdin", "\\.", "\\", "a", "$1", "ä", "\r\n"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PARTS, max_size=30).map("".join)))
def test_the_pieces_joined_are_the_script(script: str) -> None:
    """No character is lost or doubled, whatever the text, and the lines add up."""
    line = 1
    for piece in split(script):
        assert piece.text or piece.kind is PieceKind.COPY_DATA
        assert piece.start == line
        assert piece.start <= piece.line <= piece.start + piece.text.count("\n")
        line += piece.text.count("\n")
    assert "".join(piece.text for piece in split(script)) == script


WHOLE = st.sampled_from(
    ["select 1", "'a;b'", "E'\\';'", '"x;"', "$$;'$$", "$q$;$$;$q$", "-- a;'\n", "/* ; /* ' */ */", "(1; 2)", " ", "\n",
     ";", ";", "case", "end", "begin"]
)  # fmt: skip


@given(st.lists(WHOLE, max_size=20).map(" ".join))
def test_psql_agrees_on_any_mixture(pg_server: PrivateServer, script: str) -> None:
    """Whatever is put together from whole tokens, psql sends as many statements."""
    script += ";"  # a block comment alone at the end is sent by psql, to no effect
    assert len(statements(script)) == psql_count(pg_server, pg_server.dsn(), script)


def test_numbers_and_lines() -> None:
    """A statement has the number and the line that a person would give it; comments before it do not count."""
    script = "-- head\n\nselect 1;\n/* a\n b */ select\n 2;\n\n\\restrict x\nselect 3;"
    assert [(p.number, p.start, p.line) for p in statements(script)] == [(1, 1, 3), (2, 3, 5), (3, 9, 9)]
    assert statements(script)[1].line_of(statements(script)[1].text.index("2") + 1) == 6


def test_copy_data_is_a_piece_of_its_own() -> None:
    """The rows of a COPY are given apart, without the line that ends them; a semicolon in them ends nothing."""
    script = "copy a from stdin; -- note\n1;\t'\n\\N\tb\n\\.\nselect 1;\n"
    pieces = list(split(script))
    assert [piece.kind for piece in pieces] == ["statement", "copy data", "statement", "blank"]
    assert pieces[1].rows == "1;\t'\n\\N\tb\n"


def test_commands_of_psql_are_pieces_of_their_own() -> None:
    """What pg_dump writes for psql is given as a command, with its line."""
    pieces = list(split("--\n-- dump\n\n\\restrict abc\n\nset a = 1;\n\\unrestrict abc\n"))
    assert [(p.kind.value, p.line) for p in pieces] == [("command", 4), ("statement", 6), ("command", 7)]


@pytest.mark.parametrize("part", ["select 1;\n", "'", "/*", "$a$;$b$;", "((((", "E'\\'", "a from stdin;\n", "\\\n"])
def test_the_time_grows_with_the_length_only(part: str) -> None:
    """A long script, also a broken one, takes time in proportion to its length."""

    def seconds(times: int) -> float:
        script = part * times
        best = 9.9
        for _ in range(3):
            began = time.process_time()
            for _piece in split(script):
                pass
            best = min(best, time.process_time() - began)
        return best

    assert seconds(40_000) < 40 * max(seconds(4_000), 0.001)
