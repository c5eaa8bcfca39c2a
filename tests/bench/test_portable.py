"""The models that the bench tries are models, and the same every time."""

from __future__ import annotations

import ast
from pathlib import Path

from bench import portable


def test_the_package_has_the_models_that_were_asked_for(tmp_path: Path) -> None:
    """Each file parses, and there are as many classes with a table as were asked for, whatever the module they stand in."""
    portable.write(tmp_path, 23)
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(tmp_path.rglob("*.py"))]
    classes = [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert sorted(classes) == sorted(["Base", *(f"Model{number}" for number in range(23))])
    again = tmp_path / "again"
    portable.write(again, 23)
    assert all(
        (again / file.relative_to(tmp_path)).read_bytes() == file.read_bytes() for file in (tmp_path / "shop").rglob("*.py")
    )
