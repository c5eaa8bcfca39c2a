"""Runs a script of ours under the project's own interpreter: another process, another environment, no DSN of a target.

Importing a project's code runs it (docs/faults.md, F25). The child gets a clean environment: paths, a language, what
`[project]` in `drift.toml` names, and for a replay the scratch database. It answers through a file, because a project
may print what it likes; what it prints is kept for the message of a failure.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from drifttools.errors import SourceError
from drifttools.expected.base import Context
from drifttools.expected.hints import hint_of
from drifttools.redact import redactor

SCRIPTS = Path(__file__).parent / "scripts"

_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
# libpq's answer to the PGPASSFILE that we set
_OURS = f'WARNING: password file "{os.devnull}"'
_LONGEST = 300  # characters of a statement in a message
Step = Callable[[str], Callable[[], None]]
_PROGRESS, _STEP = "\x1e", "\x1d"


def interpreter(context: Context, start: Path) -> Path:
    """The project's Python: the configured one, else that of a virtual environment beside the project, else ours.

    Args:
        context: Where `[project] python` is; a relative one starts at the root.
        start: The directory of the project.

    Raises:
        SourceError: The configured one does not exist.
    """
    wanted = context.project.python
    if wanted is not None:
        found = shutil.which(wanted) if Path(wanted).name == wanted else None
        path = Path(found) if found else (context.root / Path(wanted).expanduser()).absolute()
        if not path.is_file() or not os.access(path, os.X_OK):
            raise SourceError(
                f"the interpreter of the project, {path}, does not exist or cannot be run",
                file=str(path),
                hint='correct `python` under [project] in drift.toml, for example python = ".venv/bin/python"',
            )
        return path  # not resolved: the link is what makes it the interpreter of its virtual environment
    places = (f"{venv}/{place}" for venv in (".venv", "venv") for place in ("bin/python", "Scripts/python.exe"))
    near = (folder / place for place in places for folder in dict.fromkeys((start, context.root)))
    return next((path for path in near if path.is_file()), Path(sys.executable))


def environment(context: Context, python: Path, cwd: Path, database: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of the child.

    Args:
        context: Its `project.env` is added.
        python: The interpreter.
        cwd: Where the modules of the project are found.
        database: The libpq parameters of a scratch database; they win over what is configured.
    """
    env = {name: os.environ[name] for name in _KEPT if name in os.environ}
    env.setdefault("LANG", "C.UTF-8")
    env["PATH"] = os.pathsep.join((str(python.parent), env.get("PATH", os.defpath)))
    if (python.parent.parent / "pyvenv.cfg").is_file():
        env["VIRTUAL_ENV"] = str(python.parent.parent)
    # HOME is kept for the project's own sake; the passwords that libpq would look up there are not for it.
    env |= {"PGPASSFILE": os.devnull, "PGSERVICEFILE": os.devnull, "PYTHONDONTWRITEBYTECODE": "1"}
    env |= context.project.env
    env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(cwd), context.project.env.get("PYTHONPATH"))))
    env["PYTHONIOENCODING"] = "utf-8"
    return env | (_of_database(database) if database else {})


def _of_database(parameters: Mapping[str, str]) -> dict[str, str]:
    """The scratch database under every name that settings of projects look for."""
    if parameters.get("dialect") == "sqlite":
        return {"DRIFTTOOLS_DATABASE": json.dumps(dict(parameters)), "DATABASE_URL": f"sqlite:///{parameters['path']}"}
    from urllib.parse import quote

    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    host, port = parameters.get("host", ""), parameters.get("port", "5432")
    secret = f":{quote(parameters['password'], safe='')}" if parameters.get("password") else ""
    # A host that is a directory stands percent-encoded in a URL; libpq, dj-database-url and environ read it so.
    user, name = quote(parameters.get("user", ""), safe=""), quote(parameters.get("dbname", ""), safe="")
    url = f"postgresql://{user}{secret}@{quote(host, safe='')}:{port}/{name}"
    return {
        "DRIFTTOOLS_DATABASE": json.dumps(dict(parameters)),
        "DATABASE_URL": url,
        **{variable: parameters[name] for name, variable in names.items() if name in parameters},
    }


def run_script(
    script: str,
    arguments: Sequence[str],
    *,
    context: Context,
    cwd: Path,
    what: str,
    database: Mapping[str, str] | None = None,
    step: Step | None = None,
) -> dict[str, Any]:
    """Run a script of `expected/scripts` and return what it answered.

    Args:
        script: Its file name.
        arguments: No secret may be among them: other users can see them.
        context: How the project is run.
        cwd: The directory of the project.
        what: The subject of messages, such as `models:app.db:Base`.
        database: The libpq parameters of a scratch database, if it needs one.
        step: Called with the label of each migration when it is applied and committed; the script waits meanwhile. What
            it returns is called when the script goes on.

    Raises:
        SourceError: There is no interpreter, the project's code raised, ended the process, or took too long.
    """
    python = interpreter(context, cwd)
    with tempfile.TemporaryDirectory(prefix="drifttools-") as folder:
        answer = Path(folder) / "answer.json"
        env = environment(context, python, cwd, database) | {"DRIFTTOOLS_ANSWER": str(answer)}
        env |= {"DRIFTTOOLS_STEPS": "1"} if step is not None else {}
        if context.overlay:
            overlay = Path(folder) / "overlay.json"
            overlay.write_text(json.dumps(dict(context.overlay)), encoding="utf-8")
            env["DRIFTTOOLS_OVERLAY"] = str(overlay)
        command = [str(python), str(SCRIPTS / script), *arguments]
        try:
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL if step is None else subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,  # so that what it starts can be ended with it
            )
        except OSError as error:
            raise SourceError(
                f"{python} could not be started for {what}: {error.strerror}",
                file=str(python),
                hint="set `python` under [project] in drift.toml",
            ) from error
        said = _follow(process, context, what, step)
        try:
            answered: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SourceError(
                f"{python} ended with code {process.returncode} and without an answer for {what}: {said}",
                hint="run it by hand in the environment of the project",
            ) from error
    if "error" in answered:
        raise _failure(answered["error"], said, context, what)
    return answered


def _follow(process: subprocess.Popen[str], context: Context, what: str, step: Step | None) -> str:
    """Wait for the child, hand on its progress, and return the end of what it printed."""
    assert process.stdout is not None  # noqa: S101 - it was started with a pipe
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process.stdout, lines), daemon=True)
    reader.start()
    deadline = time.monotonic() + context.project.timeout_s
    last: deque[str] = deque(maxlen=8)
    try:
        while (line := lines.get(timeout=max(0.0, deadline - time.monotonic()))) is not None:
            if line.startswith(_PROGRESS):
                context.progress(line[1:].rstrip("\n"))
            elif step is not None and line.startswith(_STEP):
                begun = time.monotonic()
                later = step(line[1:].rstrip("\n"))
                _go_on(process)
                later()
                deadline += time.monotonic() - begun  # the time is the project's, and this was ours
            elif line.strip() and not line.startswith(_OURS):
                last.append(line.rstrip("\n"))
        process.wait(timeout=max(0.1, deadline - time.monotonic()))
    except (queue.Empty, subprocess.TimeoutExpired):
        raise SourceError(
            f"{what} took longer than {context.project.timeout_s:g} s and was ended{_printed(last)}",
            hint="raise `timeout_s` under [project] in drift.toml, or look for code that waits when it is imported",
        ) from None
    finally:
        end(process)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
    return redactor.clean("\n".join(last))


def _go_on(process: subprocess.Popen[str]) -> None:
    """Let the child go on with the next migration; one that has ended meanwhile is told of where its answer is read."""
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write("\n")
            process.stdin.flush()


def _read(stream: IO[str], lines: queue.SimpleQueue[str | None]) -> None:
    with contextlib.suppress(ValueError):  # closed by the other thread
        for line in stream:
            lines.put(line)
    lines.put(None)


def end(process: subprocess.Popen[Any]) -> None:
    """End the child and all that it has started, if it still runs."""
    if process.poll() is None:
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()


def _printed(lines: Iterable[str]) -> str:
    """What a project printed, as the end of a message; a log often says what an exception does not."""
    text = redactor.clean("\n".join(f"    {line}" for line in lines))
    return f"\n  it printed:\n{text}" if text else ""


def _failure(error: Mapping[str, Any], said: str, context: Context, what: str) -> SourceError:
    file = context.shown(error["file"]) if error.get("file") else None
    line = error.get("line")
    place = f" at {file}:{line}" if file and line else f" in {file}" if file else ""
    doing = f" {error['doing']}" if error.get("doing") else ""
    server = error.get("server")
    statement = f"\n  {' '.join(error['statement'].split())[:_LONGEST]}" if error.get("statement") else ""
    return SourceError(
        redactor.clean(f"{what}{doing} failed{place}: {error['message']}{statement}") + _printed(said.splitlines()),
        file=file,
        line=line,
        server=redactor.clean(server) if server else None,
        hint=error.get("hint") or hint_of(server or ""),
    )
