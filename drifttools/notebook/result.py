"""What a notebook found travels in an output of its own, so that whoever ran it can end with the right exit code.

An audit that finds drift is no failed notebook. The output is a small JSON under a media type of ours, which a viewer
passes over, beside a plain sentence, which it shows.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from drifttools.model.verdict import State, Verdict
from drifttools.redact import redactor

MEDIA_TYPE = "application/vnd.drifttools.result+json"
_WIDTH = 96
_WORDS = {0: "clean", 1: "drift", 3: "could not check"}


@dataclass(frozen=True, slots=True)
class Result:
    """What a notebook found.

    Args:
        exit_code: As of a command: 0 clean, 1 drift or failed check, 3 could not check.
        incident: The name of the incident's folder; empty where there is none.
        message: One sentence.
    """

    exit_code: int
    incident: str = ""
    message: str = ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        del include, exclude
        data = {"exit_code": self.exit_code, "incident": self.incident, "message": redactor.clean(self.message)}
        return {MEDIA_TYPE: data, "text/plain": str(self)}

    def __str__(self) -> str:
        # JupyterLab breaks a line that is too long within a word
        where = f", incident {self.incident}" if self.incident else ""
        said = textwrap.fill(redactor.clean(self.message), _WIDTH, break_long_words=False, break_on_hyphens=False)
        return redactor.clean(f"{said}\nexit code {self.exit_code}{where}")


def result(value: Any, *, incident: str = "", message: str = "") -> Result:
    """Make the last line of a notebook: what it found, and the exit code of a run.

    Args:
        value: An audit, a verdict, or an exit code.
        incident: The name of the incident's folder; an audit knows it.
        message: A sentence; else a word for the exit code.
    """
    code = _exit_code(value)
    said = message or f"{_WORDS.get(code, 'done')}{_counted(value)}"
    return Result(code, incident or getattr(value, "incident", ""), said)


def recorded(cells: Iterable[Mapping[str, Any]]) -> Result | None:
    """The last result in the outputs of an executed notebook; None where it recorded none."""
    found: Result | None = None
    for cell in cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {}).get(MEDIA_TYPE)
            if isinstance(data, Mapping):
                found = Result(int(data["exit_code"]), str(data.get("incident", "")), str(data.get("message", "")))
    return found


def _counted(value: Any) -> str:
    """How much an audit found; empty for any other value."""
    findings, causes = getattr(value, "findings", ()), getattr(value, "causes", ())
    return f": {_some(len(findings), 'finding')}, {_some(len(causes), 'cause')}" if findings else ""


def _some(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _exit_code(value: Any) -> int:
    if isinstance(value, int):
        return value
    if isinstance(value, Verdict):
        # What was not run was not checked: never a pass (an incomplete audit must never exit 0).
        return {State.PASS: 0, State.NOT_RUN: 3}.get(value.state, 1)
    return int(value.exit_code)
