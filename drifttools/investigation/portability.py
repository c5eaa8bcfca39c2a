"""Models on two dialects: tried as they are, edited, and tried again; reached as `inv.portability()`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drifttools.document import Document
from drifttools.document.shown import Shown
from drifttools.errors import DriftToolsError, ScratchError, UsageError
from drifttools.expected.base import Context
from drifttools.expected.portable import try_models
from drifttools.investigation import files
from drifttools.investigation.models_diff import line_length, reader, write
from drifttools.model.portability import DIALECTS, Portability
from drifttools.modelcode.project import Project, unified_diff
from drifttools.portability.judge import Judged, edit, judge, manners_of, ranked
from drifttools.report.portability import document_of_portability

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking

_ROUNDS = 4
_COUNTED = ("tables", "columns", "types", "defaults", "keys", "constraints", "indexes")


@dataclass(frozen=True)
class ShownPortability(Portability, Shown):
    """An audit of models against two dialects that shows itself; `frame()` has the columns of `portability.COLUMNS`.

    Args:
        texts: The edited files by their absolute path, whole.
        before: What they said.
        root: What the diff is relative to.
    """

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    before: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    root: Path = Path()

    def apply(self) -> tuple[str, ...]:
        """Write the portable forms into the files; returns them relative to the root.

        Raises:
            UsageError: A file is not what it was when the models were tried.
        """
        return tuple(write(Path(path), text, self.before.get(path), self.root) for path, text in sorted(self.texts.items()))

    def keep(self, inv: Asking) -> None:
        """Put it into the folder of an incident, for its report."""
        plain = Portability(**{one.name: getattr(self, one.name) for one in fields(Portability)})
        inv.folder.write(files.PORTABILITY, plain)
        told = f"portability: {len(self.findings)} things are not the same on both"
        inv.folder.note(inv.clock(), told, files.PORTABILITY)

    def document(self) -> Document:
        """The answer, the findings, the diff."""
        return document_of_portability(self)


def dialects_of(text: str) -> tuple[str, str]:
    """The two dialects of `sqlite,postgresql`.

    Raises:
        UsageError: They are not these two.
    """
    named = tuple(one.strip().lower() for one in text.split(","))
    if sorted(named) != sorted(DIALECTS):
        raise UsageError(
            f"{text!r} does not name two dialects that can be tried", hint=f"--portability {','.join(DIALECTS)}"
        )
    return DIALECTS


def portability(inv: Asking, spec: str, *, keep: bool) -> ShownPortability:
    """Try the models of an investigation; see `Asking.portability`."""
    models = spec or inv.needed_spec
    context = Context.of(inv.config, progress=inv.say, cache=False)
    inv.say(f"trying {models} on SQLite and PostgreSQL")
    with ExitStack() as stack:
        with suppress(ScratchError):  # told of by the answer
            scratch = stack.enter_context(context.scratch())
            context = replace(context, scratch=lambda: nullcontext(scratch))
        answer = try_models(models, context)
        judged = list(judge(answer, DIALECTS))
        edits = _Edits(inv, models, context)
        edits.run(answer, judged)
    root = inv.config.root
    left = {one.id for one, _, _ in edits.left}
    found = ShownPortability(
        models=models,
        # what is gone with it: a foreign key takes its type from the column that it leads to
        findings=ranked([replace(one, edited=bool(edits.texts) and one.id not in left) for one, _, _ in judged]),
        diff=unified_diff(edits.read, edits.texts, lambda path: Path(path).relative_to(root).as_posix()),
        left=ranked([one for one, _, _ in edits.left]) if edits.texts else (),
        untried={dialect: why for dialect, why in answer["dialects"].items() if why},
        unsaid=_unsaid(answer),
        manners=tuple(manners_of(answer)),
        counted={name: len(answer[name]) for name in _COUNTED},
        proven=bool(edits.texts),
        texts=edits.texts,
        before={path: edits.read(path) for path in edits.texts},
        root=root,
    )
    if keep and inv.incident:
        found.keep(inv)
    return found


class _Edits:
    """Edits and trials in turns: what an edit of a type uncovers, the default behind it, is edited in the next round."""

    def __init__(self, inv: Asking, models: str, context: Context) -> None:
        self._inv, self._models, self._context = inv, models, context
        self.read, self._width = reader(inv.config.root), line_length(inv.config.root)
        self.texts: dict[str, str] = {}
        self.left: list[Judged] = []

    def run(self, answer: Mapping[str, Any], judged: list[Judged]) -> None:
        """Edit until nothing is left that can be written. What cannot be used is not kept."""
        self.left = judged
        for _ in range(_ROUNDS):
            project = Project(self.read, self.texts, self._width)
            done = edit(self.left, answer, project)
            after = project.texts()
            if not done or after == self.texts:
                return
            self._inv.say("trying them again with the portable forms")
            try:
                answer = try_models(self._models, replace(self._context, overlay=after))
            except DriftToolsError as problem:
                self._inv.say(f"the edited models could not be used, so that edit is not shown: {problem.what}")
                return
            self.texts = after
            self.left = list(judge(answer, DIALECTS))


def _unsaid(answer: Mapping[str, Any]) -> dict[str, str]:
    """Types that no value is known for: they were made, and no more."""
    silent = [
        one for one in answer["types"] if not one["wrote"] and all("error" not in one for one in one["trial"].values())
    ]
    lacking = [one for one in answer["types"] if "lacks" in one["trial"]["postgresql"]]
    return {
        **{str(one["repr"]): "no value is known to try it with" for one in silent},
        **{str(one["repr"]): str(one["trial"]["postgresql"]["untried"]) for one in lacking},
    }
