"""Where classes are written is what `inspect` says, and a file is read once, however many classes stand in it."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from drifttools.expected.child import SCRIPTS

SOURCE = '''import dataclasses


@dataclasses.dataclass(
    frozen=True,
)
class Decorated:
    """It has lines."""

    name: str

    class Inner:
        size = 3


def made() -> type:
    class Local:
        pass

    return Local


if True:

    class Under(Decorated):
        other = 1


Functional = type("Functional", (), {})
'''


def loaded(name: str, path: Path) -> ModuleType:
    """Import a file under a name."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def written(tmp_path: Path) -> Iterator[ModuleType]:
    """Import a module with classes in every place."""
    path = tmp_path / "written.py"
    path.write_text(SOURCE, encoding="utf-8")
    yield loaded("written", path)
    del sys.modules["written"]


def test_it_is_where_inspect_finds_it_and_a_file_is_read_once(written: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decorated, nested, local and conditional classes have the lines that inspect gives them, of one parsing."""
    places = loaded("class_places", SCRIPTS / "class_places.py")
    del sys.modules["class_places"]
    classes = [written.Decorated, written.Decorated.Inner, written.made(), written.Under]
    wanted = [(inspect.getsourcefile(cls), *inspect.getsourcelines(cls)) for cls in classes]
    parsed: list[str] = []
    parse = ast.parse
    monkeypatch.setattr(ast, "parse", lambda text: parsed.append(text) or parse(text))
    found = [places.place_of(cls) for cls in classes]
    assert [(one.file, one.lines, one.line) for one in found] == wanted
    assert [one.last_line - one.line + 1 for one in found] == [len(lines) for _, lines, _ in wanted]
    assert places.place_of(written.Functional) is None
    assert places.place_of(int) is None
    assert len(parsed) == 1
