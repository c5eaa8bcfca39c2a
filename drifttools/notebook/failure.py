"""What the answer of a kernel to a failed cell means: which error, in which words, with which exit code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drifttools import errors
from drifttools.document.wrap import ANSI
from drifttools.redact import redactor

_NEXT = "\n  next: "


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run ended early.

    Args:
        what: One sentence.
        hint: The next step.
        exit_code: Of the error inside, where it is one of drifttools.
    """

    what: str
    hint: str | None = None
    exit_code: int = errors.NotebookError.exit_code


def failure_of(answer: Mapping[str, Any], place: str) -> Failure:
    """Read the kernel's answer.

    Args:
        answer: The content of its `execute_reply`.
        place: The cell, for the message.
    """
    name = str(answer.get("ename", "error"))
    # str() of an error of drifttools is its sentence and, on a line of its own, the next step
    what, _, hint = redactor.clean(ANSI.sub("", str(answer.get("evalue", "")))).partition(_NEXT)
    kind: type[errors.DriftToolsError] | None = getattr(errors, name, None)
    code = errors.NotebookError.exit_code
    # IPython has a UsageError of its own; ours was shown by `setup`, as its sentence
    if kind is not None and answer.get("traceback", [])[:1] == [f"{name}: {what}"]:
        code = kind.exit_code
    elif what:
        what, hint = f"{name}: {what}", "the executed notebook has the whole traceback"
    return Failure(f"{what or name}\n  in {place}", hint or None, code)
