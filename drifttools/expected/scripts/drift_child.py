"""What the scripts share: the way to the project, the answer, and where in the project an error comes from."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
STEPS = "DRIFTTOOLS_STEPS"
_answers: list[Any] = []


def begin() -> None:
    """Look for modules in the project only: our own directory leaves the path."""
    sys.path[:] = [str(Path.cwd())] + [p for p in sys.path if Path(p).resolve() != HERE]
    if os.environ.pop(STEPS, ""):
        # what stands on standard input is for us: the project finds it at its end, as without steps
        _answers.append(os.fdopen(os.dup(0), "rb", 0))
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)


def stepwise() -> bool:
    """Whether somebody looks at the database after each migration."""
    return bool(_answers)


def step(label: str) -> None:
    """Say that a migration is done and committed, and wait until it was looked at; without steps nothing happens."""
    if not _answers:
        return
    if sys.__stdout__ is not None:
        sys.__stdout__.write(f"\x1d{label}\n")
        sys.__stdout__.flush()
    if not _answers[0].readline():
        sys.exit("nobody looks at the steps any more")


def answer(value: dict[str, Any]) -> None:
    """Write the answer, whole or not at all."""
    path = Path(os.environ["DRIFTTOOLS_ANSWER"])
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value), encoding="utf-8")
    part.replace(path)


def progress(text: str) -> None:
    """Say what is being done, also where the project has put something else in the place of standard output."""
    if sys.__stdout__ is not None:
        sys.__stdout__.write(f"\x1e{text}\n")
        sys.__stdout__.flush()


def refuse(message: str, hint: str | None = None, file: str | None = None) -> None:
    """Answer with an error that is not an exception of the project."""
    answer({"error": {"message": message, "hint": hint, "file": file, "line": None}})


def describe(error: BaseException, doing: str = "") -> dict[str, Any]:
    """Make an answer of an exception: its last line, and the last place in the project that it passed."""
    text = str(error).strip().split("\n")[0]
    file, line = _place(error)
    described = {
        "message": type(error).__name__ + (": " + text if text else ""),
        "file": file,
        "line": line,
        "hint": _hint(error),
        "doing": doing,
    }
    described.update(_of_server(error))
    return {"error": described}


def _place(error: BaseException) -> tuple[str | None, int | None]:
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno
    root = str(Path.cwd()) + os.sep
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        name = frame.filename
        if name.startswith(root) and not name.startswith(str(HERE)) and "site-packages" not in name:
            return name, frame.lineno
    return None, None


def _of_server(error: BaseException) -> dict[str, Any]:
    """What the database said to which statement, if the error came from there (below Django's or SQLAlchemy's own)."""
    seen: BaseException | None = error
    statement = None
    while seen is not None:
        statement = statement or getattr(seen, "statement", None)
        state = getattr(seen, "sqlstate", None) or getattr(seen, "pgcode", None)
        if type(seen).__module__ == "sqlite3" or type(seen).__module__.startswith("_sqlite"):
            said = str(seen)
            state = "SQLITE_ERROR no such table" if said.startswith("no such table") else "SQLITE_ERROR"
            return {"sqlstate": state, "server": said, "statement": statement if isinstance(statement, str) else None}
        if state:
            message = getattr(getattr(seen, "diag", None), "message_primary", None) or str(seen)
            return {"sqlstate": state, "server": message, "statement": statement if isinstance(statement, str) else None}
        seen = seen.__cause__ or seen.__context__
    return {}


def _hint(error: BaseException) -> str | None:
    if isinstance(error, ModuleNotFoundError):
        return (
            f"name the interpreter that has {error.name!r} installed (`python` under [project] in drift.toml; "
            f"it was {sys.executable}), or start where the module is found"
        )
    if isinstance(error, KeyError) and len(error.args) == 1 and str(error.args[0]).isupper():
        return (
            f"the project wants the environment variable {error.args[0]}, and only what drift.toml names is handed on: "
            "put it under [project.env]; a placeholder is enough"
        )
    if isinstance(error, ConnectionRefusedError):
        return "put what connects (create_all, reflection) into a function that nobody calls when the module is imported"
    if type(error).__name__ == "ImproperlyConfigured":
        return "if a variable of the environment is missing, put it under [project.env] in drift.toml"
    return None
