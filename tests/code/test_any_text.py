"""Whatever stands in a file: it is read or named as unread, and never stops the look at the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drifttools.code import scan as scan_module
from drifttools.code.checker import Checker
from drifttools.code.of_snapshot import one_of
from drifttools.code.parsers import parser_of, parser_of_sql
from drifttools.code.scan import scan
from drifttools.code.vocabulary import Vocabulary
from drifttools.errors import CodeError

PROJECTS = Path(__file__).parent / "projects"
SEEDS = [
    (path.suffix, path.read_text(encoding="utf-8"))
    for path in sorted(PROJECTS.rglob("*"))
    if path.suffix in (".py", ".ts", ".tsx", ".js", ".sql", ".prisma") and path.is_file()
]
SUFFIXES = (".py", ".ts", ".tsx", ".js", ".sql", ".prisma")
_WORDS = st.sampled_from(
    "select from where ' \" ` ${ } ( ) [ ] { $$ /* */ -- \n \t \\ \\u12 \\x é \U0001f600 \0 %s :x ? :: . , ; = in await"
    " async def class import f' \"\"\" .from('sessions') .eq('status', 'x') text( supabase model @@map enum \r\n #".split(
        " "
    )
)
nasty = st.lists(_WORDS | st.text(max_size=8), max_size=40).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """Take a file of a project and cut, repeat or insert something somewhere."""
    suffix, text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + draw(nasty) + text[end:]
    return suffix, text.encode("utf-8", "surrogatepass")


def looked_at(vocabulary: Vocabulary, suffix: str, source: bytes, folder: Path) -> None:
    """Look at a file; a defect of ours would be named in what is open."""
    file = folder / f"file{suffix}"
    file.write_bytes(source)
    found = scan(vocabulary, [file], folder)
    defects = [one for one in found.unchecked if "drifttools could not read" in one.what]
    assert not defects, defects
    lines = source.decode("utf-8", "replace").count("\n") + source.decode("utf-8", "replace").count("\r") + 1
    for one in (*found.findings, *found.unchecked):
        assert 1 <= one.line <= lines + 1
        assert one.column >= 1


@given(suffix=st.sampled_from(SUFFIXES), text=nasty)
def test_any_text(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory, suffix: str, text: str) -> None:
    """No text makes a reader fail."""
    looked_at(vocabulary, suffix, text.encode("utf-8", "surrogatepass"), tmp_path_factory.mktemp("any"))


@given(file=damaged())
def test_any_damage(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory, file: tuple[str, bytes]) -> None:
    """No damage to a real file makes a reader fail."""
    looked_at(vocabulary, *file, tmp_path_factory.mktemp("any"))


@given(data=st.binary(max_size=200), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    """No bytes make a reader fail."""
    looked_at(vocabulary, suffix, data, tmp_path_factory.mktemp("any"))


@given(text=nasty)
def test_any_check(text: str) -> None:
    """No expression of a CHECK makes its reader fail."""
    one_of(text)


def test_a_defect_stops_no_other_file(vocabulary: Vocabulary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in which a reader fails is named, and the next one is read all the same."""

    def fails(checker: Checker, source: bytes) -> None:
        if b"boom" in source:
            raise ZeroDivisionError
        real(checker, source)

    real = scan_module.check_sql_file
    monkeypatch.setattr(scan_module, "check_sql_file", fails)
    (tmp_path / "a.sql").write_text("select boom", encoding="utf-8")
    (tmp_path / "b.sql").write_text("select nothing from sessions", encoding="utf-8")
    found = scan(vocabulary, [tmp_path], tmp_path)
    assert [one.named for one in found.findings] == ["nothing"]
    assert [(one.sort, one.file) for one in found.unchecked] == [("file", "a.sql")]


def test_a_parser_that_is_absent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the message names the package and how to install it."""
    parser_of_sql.cache_clear()
    parser_of.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "postgast.native", None)
    monkeypatch.setitem(__import__("sys").modules, "tree_sitter", None)
    with pytest.raises(CodeError, match="postgast") as refused:
        parser_of_sql()
    assert "drifttools[code]" in (refused.value.hint or "")
    with pytest.raises(CodeError, match="tree_sitter"):
        parser_of("tsx")


def test_nothing_to_look_at(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """A directory without code, and a path that does not exist, are errors and not clean."""
    with pytest.raises(CodeError, match="no code to look at"):
        scan(vocabulary, [tmp_path], tmp_path)
    with pytest.raises(CodeError, match="there is no"):
        scan(vocabulary, [tmp_path / "x"], tmp_path)


def test_what_is_left_out(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """Installed packages, virtual environments by any name, migrations and excluded paths are not looked at."""
    for folder in ("node_modules/a", "env3", ".venv/lib", "app/migrations", "app/legacy", "app/src"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "q.sql").write_text("select 1", encoding="utf-8")
    (tmp_path / "env3" / "pyvenv.cfg").write_text("", encoding="utf-8")
    (tmp_path / "app" / "src" / "types.d.ts").write_text("x", encoding="utf-8")
    found = scan(vocabulary, [tmp_path], tmp_path, exclude=["app/legacy"])
    assert found.files == {"sql": 1}
    named = scan(vocabulary, [tmp_path / "app" / "migrations"], tmp_path)
    assert named.files == {"sql": 1}, "what is named itself is looked at"
