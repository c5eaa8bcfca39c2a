"""Reads JUnit's XML, as pytest, Jest, Surefire, Go and others write it: names, outcomes, and the errors of databases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from drifttools.errors import UsageError
from drifttools.model.tested import Outcome, TestResult, TestRun
from drifttools.verify.error_text import error_text, shorten

_MOST_BYTES = 256 << 20
_LONGEST_NAME = 300
_MOST_TEXT = 200_000
_BAD = {"failure": Outcome.FAILED, "error": Outcome.ERROR, "skipped": Outcome.SKIPPED}
_ORDER = list(Outcome)


def read_junit(paths: Iterable[Path]) -> TestRun:
    """The tests of a run.

    Args:
        paths: Its files. A test that is in several, or twice in one, has the worse of its outcomes.

    Raises:
        UsageError: A file cannot be read, or is not JUnit's XML.
    """
    found: dict[str, TestResult] = {}
    given = tuple(paths)
    for path in given:
        for test in _Reader(path).read():
            known = found.get(test.name)
            if known is None or _ORDER.index(test.outcome) > _ORDER.index(known.outcome):
                found[test.name] = test
    return TestRun(", ".join(path.name for path in given), tuple(found.values()))


class _Reader:
    """Reads one file as a stream: reports of large suites are large, and hold the whole output of each test."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tests: list[TestResult] = []
        self._seen_root = False
        self._name = ""
        self._took = 0
        self._outcome = Outcome.PASSED
        self._text: list[str] = []
        self._size = 0
        self._inside = ""

    def read(self) -> list[TestResult]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        # a report has no DTD; one that has may blow up its entities
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            if self._path.stat().st_size > _MOST_BYTES:
                raise UsageError(f"{self._path} is larger than {_MOST_BYTES >> 20} MB")
            with self._path.open("rb") as stream:
                parser.ParseFile(stream)
        except OSError as problem:
            raise UsageError(f"{self._path} cannot be read: {problem.strerror}") from problem
        except expat.ExpatError as problem:
            raise UsageError(f"{self._path} is no XML: line {problem.lineno}") from problem
        return self._tests

    def _refuse(self, *_: object) -> NoReturn:
        raise UsageError(f"{self._path} has a document type, which no JUnit report has")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._seen_root and tag not in ("testsuites", "testsuite"):
            raise UsageError(f"{self._path} is not JUnit's XML: it begins with <{shorten(tag, 40)}>")
        self._seen_root = True
        if tag == "testcase":
            parts = filter(None, (attributes.get("classname") or attributes.get("file"), attributes.get("name")))
            self._name = shorten("::".join(parts), _LONGEST_NAME)
            self._took = _milliseconds(attributes.get("time", ""))
            self._outcome, self._text, self._size = Outcome.PASSED, [], 0
        elif tag in _BAD and self._name:
            if _ORDER.index(_BAD[tag]) > _ORDER.index(self._outcome):
                self._outcome = _BAD[tag]
            self._inside = tag
            self._data(attributes.get("message", "") + "\n")

    def _data(self, text: str) -> None:
        if self._inside and self._size < _MOST_TEXT:
            self._text.append(text)
            self._size += len(text)

    def _end(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        if tag == "testcase":
            error = error_text("".join(self._text)) if self._outcome.bad else ""
            self._tests.append(TestResult(self._name, self._outcome, error, self._took))
            self._name = ""


def _milliseconds(text: str) -> int:
    try:
        return round(float(text.replace(",", "")) * 1000)
    except (ValueError, OverflowError):
        return 0
