"""Looks through the code of a project: every file by the parser of its language, one that cannot be read stops nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from drifttools.code.checker import Checker, Sure
from drifttools.code.files import LARGEST, SUFFIXES, files_in, shown_path
from drifttools.code.values import Text, plain_text
from drifttools.code.vocabulary import Vocabulary
from drifttools.errors import CodeError
from drifttools.model.code import Certainty, CodeFinding, CodeScan, Place, Unchecked
from drifttools.sql.split import PieceKind, split

Say = Callable[[str], None]
_DENSE = 1000  # characters a line, on average


def scan(
    vocabulary: Vocabulary,
    paths: Sequence[Path],
    root: Path,
    *,
    exclude: Iterable[str] = (),
    say: Say = lambda _: None,
) -> CodeScan:
    """Compare the code below some paths with a catalog.

    Args:
        vocabulary: What the catalog knows.
        paths: Files and directories.
        root: What file names in findings are relative to.
        exclude: Patterns of what is left out.
        say: Called with a sentence now and then.

    Raises:
        CodeError: A path does not exist, nothing in them is of a known language, or a parser is not installed.
    """
    files = list(files_in(paths, root, exclude))
    languages = Counter(SUFFIXES[file.suffix] for file in files if SUFFIXES.get(file.suffix))
    if not languages:
        shown = ", ".join(str(path) for path in paths)
        raise CodeError(
            f"there is no code to look at below {shown}",
            hint="Python, TypeScript, JavaScript, SQL and schema.prisma are read",
        )
    counted = ", ".join(f"{number} {language}" for language, number in sorted(languages.items()))
    number = sum(languages.values())
    say(f"looking through {number} {'file' if number == 1 else 'files'} ({counted})")
    reading = _Scan(vocabulary, root)
    reading.prepare(files)
    for file in files:
        reading.file(file)
    return CodeScan(
        findings=tuple(sorted(_once(reading.findings), key=lambda one: (one.file, one.line, one.column, one.rule))),
        unchecked=tuple(sorted(set(reading.unchecked), key=lambda one: (one.file, one.line, one.column, one.what))),
        files=dict(sorted(Counter(SUFFIXES[file.suffix] for file in reading.sources).items())),
        references=reading.references,
        against=vocabulary.origin,
        fingerprint=vocabulary.fingerprint,
        paths=tuple(shown_path(path, root) for path in paths),
    )


def _once(findings: Iterable[CodeFinding]) -> Iterable[CodeFinding]:
    """Each place and object once: a name that a statement holds twice in one place is one finding."""
    return {(one.rule, one.place, one.object, one.named): one for one in findings}.values()


class _Scan:
    """One look at a project.

    Args:
        vocabulary: What the catalog knows.
        root: What file names in findings are relative to.
    """

    def __init__(self, vocabulary: Vocabulary, root: Path) -> None:
        from drifttools.code.prisma import PrismaSchema
        from drifttools.code.python_models import Models

        self.vocabulary = vocabulary
        self.root = root
        self.findings: list[CodeFinding] = []
        self.unchecked: list[Unchecked] = []
        self.references = 0
        self.sources: dict[Path, bytes] = {}
        self.models = Models()
        self.prisma: PrismaSchema | None = None

    def prepare(self, files: Iterable[Path]) -> None:
        """What has to be known before any file is looked at: the models of Python, the schema of Prisma."""
        from drifttools.code.prisma import PrismaSchema, link, read_schema

        whole: PrismaSchema | None = None
        for file in files:
            language = SUFFIXES.get(file.suffix)
            source = self._read(file, language) if language else None
            if source is None:
                continue
            self.sources[file] = source
            if language == "python":
                self.models.add(shown_path(file, self.root), source)
            elif language == "prisma":
                one = read_schema(shown_path(file, self.root), source.decode("utf-8", "replace"))
                if whole is None:
                    whole = one
                else:  # a schema may be in several files
                    whole.models |= one.models
                    whole.enums |= one.enums
        self.models.link()
        self.prisma = link(whole) if whole is not None else None

    def _read(self, file: Path, language: str) -> bytes | None:
        shown = shown_path(file, self.root)
        try:
            if file.stat().st_size > LARGEST:
                self.unchecked.append(Unchecked("file", shown, 1, 1, f"this file is larger than {LARGEST >> 20} MB"))
                return None
            source = file.read_bytes()
        except OSError as problem:
            self.unchecked.append(Unchecked("file", shown, 1, 1, f"this file cannot be read: {problem.strerror}"))
            return None
        if language in ("javascript", "typescript") and len(source) > _DENSE * (source.count(b"\n") + 1):
            return None  # minified, whatever it is called: nobody wrote it so
        return source

    def file(self, file: Path) -> None:
        """Look at one file."""
        source = self.sources.get(file)
        if source is None:
            return
        checker = Checker(self.vocabulary, shown_path(file, self.root), SUFFIXES[file.suffix])
        try:
            self._look(checker, file, source)
        except CodeError:
            raise
        except RecursionError:
            checker.open(Place(1, 1), "this file is nested too deep to be read", "file")
        except Exception as problem:  # noqa: BLE001 - a defect of ours in one file must not hide what is in the others
            checker.open(Place(1, 1), f"drifttools could not read this file: {type(problem).__name__}", "file")
        self.findings += checker.findings
        self.unchecked += checker.unchecked
        self.references += checker.references

    def _look(self, checker: Checker, file: Path, source: bytes) -> None:
        language = checker.language
        if language == "python":
            from drifttools.code.python import check_python

            check_python(checker, source, self.models)
        elif language in ("typescript", "javascript"):
            from drifttools.code.javascript import check_javascript

            check_javascript(checker, source, file.suffix, self.prisma)
        elif language == "sql":
            check_sql_file(checker, source)
        elif language == "prisma" and self.prisma is not None:
            from drifttools.code.prisma import check_schema

            check_schema(checker, self.prisma, source.decode("utf-8", "replace"))


def check_sql_file(checker: Checker, source: bytes) -> None:
    """Compare an SQL file with the vocabulary, a statement at a time: one that is broken hides no other."""
    from drifttools.code.sql import check_sql

    text = source.decode("utf-8-sig", "replace")
    offset = 0
    whole: Text = plain_text(text, Place(1, 1))
    for piece in split(text):
        if piece.kind is PieceKind.STATEMENT:
            part = whole.part(offset, offset + len(piece.text))
            check_sql(checker, part, Sure(Certainty.CERTAIN, "the names stand in a statement"))
        offset += len(piece.text)
