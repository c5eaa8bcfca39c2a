"""Processes that apply a plan and may be killed at any point. One is started and forks: to import takes a second."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from drifttools.model.codec import canonical_json
from drifttools.model.plan import Plan
from drifttools.repair.outcome import rollback_token

# A process of one thread, in which nothing of SQLite was ever open: what forks from it is as if it were new.
_LOOP = """
import json, os, resource, signal, sys
from pathlib import Path
from drifttools.config.dsn import parse_target
from drifttools.errors import DriftToolsError
from drifttools.model.codec import decode
from drifttools.model.plan import Plan
from drifttools.repair.sqlite import executor

def work(job):
    plan = decode(Plan, json.loads(job["plan"]))
    os.environ["DT_FAULT"] = job["point"]
    if job["limit"]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["limit"], job["limit"]))
    if job["nobody"]:
        os.setgid(65534)
        os.setuid(65534)
    run = getattr(executor, job["way"])
    try:
        run(plan, parse_target(job["dsn"]), confirm=job["token"], folder=Path(job["folder"]))
    except DriftToolsError as problem:
        return problem.exit_code, f"{type(problem).__name__} {problem} {problem.hint}"
    return 0, ""

for line in sys.stdin:
    job = json.loads(line)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        code, said = 99, ""
        try:
            code, said = work(job)
        finally:
            os.write(writing, said.encode()[:4000])
            os._exit(code)
    os.close(writing)
    with open(reading, "rb") as answers:
        said = answers.read().decode()
    _, status = os.waitpid(child, 0)
    print(json.dumps([os.waitstatus_to_exitcode(status), said]), flush=True)
"""


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit code, negative for a signal, and the error that it told."""

    code: int
    said: str


class Children:
    """Runs ways of plans in children of their own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LOOP], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self) -> None:
        """End them."""
        self._process.communicate()

    def run(
        self,
        plan: Plan,
        path: Path,
        folder: Path,
        way: str = "apply",
        *,
        point: str = "",
        nobody: bool = False,
        limit: int = 0,
    ) -> Ended:
        """Run a way.

        Args:
            point: Where it is killed.
            nobody: Whether as a user without rights.
            limit: How many bytes a file may have.
        """
        job = {
            "plan": canonical_json(plan),
            "dsn": f"sqlite:///{path}",
            "folder": str(folder),
            "token": plan.token if way == "apply" else rollback_token(plan),
            "way": way,
            "point": point,
            "nobody": nobody,
            "limit": limit,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return Ended(*json.loads(self._process.stdout.readline()))

    def kill(self, plan: Plan, path: Path, folder: Path, point: str, way: str = "apply") -> None:
        """Run a way that ends at a point."""
        ended = self.run(plan, path, folder, way, point=point)
        assert ended.code == -signal.SIGKILL, f"{point} was never reached: {ended}"
