"""Models edited until they say what the database has: beside the files, proven by making them real, and given as a diff."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drifttools.catalog.opening import Opening
from drifttools.document import Block, Document, code, document, heading, mono, note, para, table
from drifttools.document.shown import Shown
from drifttools.errors import RehearsalError, SourceError, UsageError
from drifttools.investigation.auditing import ignore_rules
from drifttools.investigation.comparing import Compared, compare_live, context_for, ledger_rules
from drifttools.investigation.models_languages import LANGUAGES, Language, Made
from drifttools.modelcode.live import Live
from drifttools.modelcode.project import Note, Project, unified_diff

if TYPE_CHECKING:
    from drifttools.compare.ignore import IgnoreRule
    from drifttools.expected.base import Context
    from drifttools.investigation.asking import Asking
    from drifttools.kinds.difference import Comparison
    from drifttools.model.finding import Finding

_ROUNDS = 6  # what one round writes may show what the next one has to: a cast follows a type
_PASSED_OVER = ("site-packages", ".venv", "venv", "node_modules")


@dataclass(frozen=True)
class ModelsDiff(Shown):
    """What has to be written in the models of a project.

    Args:
        text: The diff, relative to the root of the project; empty where nothing is to be written.
        files: The edited files by their absolute path, whole.
        left: What still differs once they are so; empty where an audit then finds nothing.
        notes: What was left as it is, and why.
        root: What the diff is relative to.
        next: What is to do after it was applied.
        before: What the files say now; None for a new one.
    """

    text: str
    files: dict[str, str] = field(repr=False)
    left: tuple[Finding, ...]
    notes: tuple[Note, ...]
    root: Path
    next: str = ""
    before: dict[str, str | None] = field(default_factory=dict, repr=False)

    @property
    def exit_code(self) -> int:
        """0 where the models say what the database has, else 1."""
        return 1 if self.text or self.left else 0

    def apply(self) -> tuple[str, ...]:
        """Write the files; returns them relative to the root.

        Raises:
            UsageError: A file is not what it was when the diff was made.
        """
        return tuple(write(Path(path), text, self.before.get(path), self.root) for path, text in sorted(self.files.items()))

    def document(self) -> Document:
        """The diff, what it was proven to lead to, and what was left."""
        return document("Models", *([code(self.text, "diff")] if self.text else []), *self.remarks())

    def remarks(self) -> list[Block]:
        """All but the diff itself."""
        if not self.text and not self.left:
            return [note("ok", "The models say what the database has.")]
        blocks: list[Block] = []
        if self.text and not self.left:
            blocks += [note("ok", "Imported and made real with it, the models say what the database has.")]
        if self.left:
            rows = [(one.kind, one.label, str(one.change), one.attribute) for one in self.left]
            blocks += [
                heading(2, "What then still differs"),
                table("Findings", ("kind", "object", "change", "attribute"), rows),
            ]
        if self.notes:
            blocks += [heading(2, "Left as it is")]
            blocks += [para(mono(one.object), ": ", one.reason, ".") for one in self.notes]
        if self.text:
            blocks += [para("Next: ", mono("git apply"), " it in ", mono(str(self.root)), f", or --apply{self.next}.")]
        return blocks


def models_diff(inv: Asking, only: tuple[str, ...], remove: tuple[str, ...]) -> ModelsDiff:
    """Make the diff of an investigation; see `ModelFiles.diff`."""
    spec = inv.needed_spec
    language = LANGUAGES.get(spec.partition(":")[0])
    if language is None:
        raise UsageError(
            f"{spec} has no models whose source could be edited",
            hint="name them: --expected models:package.module:Base, or django:manage.py",
        )
    ignore = ignore_rules(inv.config, inv.clock().date())
    compared = compare_live(Opening(inv.target), spec, inv.config, ignore=ignore, say=inv.say)
    context = replace(context_for(inv.target, inv.config, compared.live.server.major, say=inv.say), cache=None)
    rules = (*ignore, *ledger_rules(spec, compared.expected.snapshot, compared.actual))
    rounds = _Rounds(inv, language(), context, compared, rules)
    texts, notes, made = rounds.run(only, remove)
    left = rounds.left(made)
    before = {path: _text(Path(path)) for path in texts}
    text = unified_diff(before.get, texts, lambda path: Path(path).relative_to(inv.config.root).as_posix())
    return ModelsDiff(text, texts, left, notes, inv.config.root, language.next, before)


class _Rounds:
    """Edits and comparisons in turns, until an edit changes nothing any more."""

    def __init__(
        self, inv: Asking, language: Language, context: Context, compared: Compared, ignore: tuple[IgnoreRule, ...]
    ) -> None:
        self._inv = inv
        self._language = language
        self._context = context
        self._actual = compared.actual
        self._before = compared.expected
        self._ignore = ignore
        self._read = reader(inv.config.root)

    def run(self, only: tuple[str, ...], remove: tuple[str, ...]) -> tuple[dict[str, str], tuple[Note, ...], Made]:
        """The edited files, what was left as it is, and what the models then make."""
        live, width = Live(self._actual), line_length(self._inv.config.root)
        texts: dict[str, str] = {}
        notes: tuple[Note, ...] = ()
        first = made = self._made(texts)
        for number in range(1, _ROUNDS + 1):
            comparison = self._compared(made)
            if not comparison.differences and not comparison.relocations:
                break
            self._inv.say(f"writing what the database has into the models, round {number}")
            project = Project(self._read, texts, width)
            try:
                self._language.write(made, live, comparison, project, remove=remove, only=only)
            except SyntaxError as problem:
                raise self._unusable(SourceError(f"it would be no Python: {problem}"), texts) from problem
            notes = tuple(project.notes)
            after = project.texts()
            if after == texts:
                break
            texts = after
            made = self._made(texts)
        if made.trouble and not first.trouble:
            # tables can be right where relationships are not
            raise self._unusable(SourceError(made.trouble), texts)
        return texts, notes, made

    def _made(self, texts: dict[str, str]) -> Made:
        """What the models make, with files that say something else."""
        try:
            known = None if texts else self._before.snapshot
            made = self._language.made(self._inv.needed_spec, replace(self._context, overlay=texts), known)
        except SourceError as problem:
            if not texts:
                raise
            raise self._unusable(problem, texts) from problem
        if self._before.migrated is None or not texts:
            return made
        from drifttools.expected.beside_migrations import beside_migrations

        # what only migrations can say stays as they say it, however the models are edited
        beside = beside_migrations(
            replace(self._before, snapshot=made.snapshot), replace(self._before, snapshot=self._before.migrated)
        )
        return replace(made, snapshot=beside.snapshot)

    def _compared(self, made: Made) -> Comparison:
        from drifttools.compare.engine import compare

        # the other way round than an audit: what is wanted is what the database has
        return compare(self._actual, made.snapshot, ignore=self._ignore)

    def left(self, made: Made) -> tuple[Finding, ...]:
        """What an audit finds once the files are so."""
        from drifttools.compare.engine import compare

        return tuple(compare(made.snapshot, self._actual, ignore=self._ignore).findings)

    def _unusable(self, problem: SourceError, texts: dict[str, str]) -> RehearsalError:
        names = ", ".join(sorted(Path(path).name for path in texts))
        return RehearsalError(
            f"the models could not be used with what was to be written in {names}, so nothing was: {problem.what}",
            hint="leave out what cannot be written with --only, or tell us: the message above is of the edited models",
        )


def reader(root: Path) -> Callable[[str], str | None]:
    """Gives the text of the files of a project, and of no others."""

    def read(path: str) -> str | None:
        file = Path(path)
        if not file.is_relative_to(root) or any(part in _PASSED_OVER for part in file.relative_to(root).parts):
            return None
        return _text(file)

    return read


def _text(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8")  # not read_text: the ends of lines stay as they are
    except (OSError, UnicodeDecodeError):
        return None


def line_length(root: Path) -> int | None:
    """How long a line may be, as the project's formatter is told; None where nothing is said."""
    for name, tables in (("pyproject.toml", ("ruff", "black")), ("ruff.toml", ("",)), (".ruff.toml", ("",))):
        try:
            said = tomllib.loads((root / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        for one in tables:
            length = (said.get("tool", {}).get(one, {}) if one else said).get("line-length")
            if isinstance(length, int):
                return length
    return None


def write(path: Path, text: str, before: str | None, root: Path) -> str:
    """Write an edited file where it is still what it was; returns it relative to the root.

    Raises:
        UsageError: It was changed since the edit was made.
    """
    if _text(path) != before:
        raise UsageError(f"{path} was changed since the diff was made", hint="make the diff again")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.drift")
    part.write_bytes(text.encode("utf-8"))
    if path.exists():
        part.chmod(path.stat().st_mode & 0o777)
    part.replace(path)
    return path.relative_to(root).as_posix()
