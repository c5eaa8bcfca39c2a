"""Compares what one file names with a vocabulary, and writes down what does not fit and what could not be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from drifttools.code.values import HOLE, Items, Text, Unknown, Value
from drifttools.code.vocabulary import ITS_OWN, SYSTEM_COLUMNS, Column, Relation, Vocabulary, nearest
from drifttools.model.code import Certainty, CodeFinding, CodeRule, Place, Unchecked

_ORDER = list(Certainty)
_LONGEST = 60
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a reader is of what it has seen, and why."""

    certainty: Certainty
    reason: str

    def at_most(self, other: Sure) -> Sure:
        """The less sure of the two."""
        return self if _ORDER.index(self.certainty) >= _ORDER.index(other.certainty) else other


@dataclass
class Checker:
    """What is known of one file.

    Args:
        vocabulary: What it is compared with.
        file: Its name in findings.
        language: As in `CodeFinding.language`.
        local: Names of relations and functions that the file makes itself.
    """

    vocabulary: Vocabulary
    file: str
    language: str
    findings: list[CodeFinding] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    references: int = 0
    local: set[str] = field(default_factory=set)

    def found(
        self, rule: CodeRule, place: Place, named: str, about: str, sentence: str, sure: Sure, near: Iterable[str] = ()
    ) -> None:
        """Write a finding down."""
        self.findings.append(
            CodeFinding(
                rule, self.file, place.line, place.column, self.language, named, about, sentence,
                sure.certainty, sure.reason, tuple(near),
            )
        )  # fmt: skip

    def open(self, place: Place, what: str, sort: str = "dynamic") -> None:
        """Write down what could not be told."""
        self.unchecked.append(Unchecked(sort, self.file, place.line, place.column, what))

    def _absent(self, sure: Sure) -> Sure:
        gaps = self.vocabulary.gaps
        return sure.at_most(Sure(Certainty.POSSIBLE, gaps[0])) if gaps else sure

    def relation(self, schema: str | None, name: str, place: Place, sure: Sure) -> Relation | None:
        """Look a table or view up; None where it is not there, or nothing can be said of it."""
        if HOLE in name or HOLE in (schema or ""):
            self.open(place, "the name of a table that only the running program knows")
            return None
        if schema in ITS_OWN or (schema is None and name.startswith("pg_")) or name in self.local:
            return None
        if schema in self.vocabulary.apart:
            self.open(place, f"{schema}.{name}: the platform's schema {schema} is not part of what this is compared with")
            return None
        self.references += 1
        found = self.vocabulary.find(schema, name)
        if found is not None:
            return found
        near = self.vocabulary.near_relations(schema, name)
        label = f"{schema}.{name}" if schema else name
        elsewhere = [one for one in near if one.rpartition(".")[2] == name]
        sentence = f"there is no table or view {label}"
        if elsewhere and schema is None:
            sentence += f" where the application looks ({', '.join(self.vocabulary.path)}), but there is {elsewhere[0]}"
        self.found(CodeRule.TABLE, place, name, label, sentence, self._absent(sure), near)
        return None

    def column(self, relations: Sequence[Relation], name: str, place: Place, sure: Sure) -> Column | None:
        """Look a column up in the relations that it may be of; None where it is in none, or nothing can be said."""
        if HOLE in name:
            self.open(place, "the name of a column that only the running program knows")
            return None
        self.references += 1
        for one in relations:
            if one.columns is not None and name in one.columns:
                return one.columns[name]
        if not relations or name in SYSTEM_COLUMNS:
            return None
        if any(one.columns is None for one in relations):
            unknown = next(one for one in relations if one.columns is None)
            self.open(place, f"column {name}: the columns of {unknown.label} are not known")
            return None
        known = [column for one in relations for column in one.columns or ()]
        label = " and ".join(one.label for one in relations)
        sentence = f"{label} has no column {name}" if len(relations) == 1 else f"none of {label} has a column {name}"
        about = f"{relations[0].label}.{name}" if len(relations) == 1 else name
        self.found(CodeRule.COLUMN, place, name, about, sentence, self._absent(sure), nearest(name, known))
        return None

    def value(self, owner: str, column: Column | None, value: Value, sure: Sure) -> None:
        """Compare a value with what an enum column can hold."""
        if column is None or column.labels is None:
            return
        if isinstance(value, Items):
            for one in value.items:
                self.value(owner, column, one, sure)
            if not value.complete:
                self.open(value.place, f"further values for {owner}.{column.name}, which is {column.enum}")
        elif isinstance(value, Unknown) or (isinstance(value, Text) and not value.whole):
            self.open(value.place, f"the value for {owner}.{column.name}, which is {column.enum}")
        elif isinstance(value, Text):
            self.references += 1
            if value.text not in column.labels:
                sentence = (
                    f"{owner}.{column.name} can never be {_shown(value.text)}: {column.enum} has {_few(column.labels)}"
                )
                self.found(
                    CodeRule.ENUM, value.place, value.text, f"{owner}.{column.name}", sentence, sure,
                    nearest(value.text, column.labels),
                )  # fmt: skip

    def label(self, enum: tuple[str, str], value: Text, sure: Sure) -> None:
        """Compare a text that is cast to an enum with its labels."""
        labels = self.vocabulary.enums.get(enum)
        if labels is None or not value.whole:
            return
        self.references += 1
        if value.text not in labels:
            name = ".".join(enum)
            sentence = f"{name} has no label {_shown(value.text)}: it has {_few(labels)}"
            self.found(CodeRule.ENUM, value.place, value.text, name, sentence, sure, nearest(value.text, labels))

    def parameter(self, schema: str | None, function: str, name: str, place: Place, sure: Sure) -> None:
        """Look up a parameter that is given by its name; of functions that are overloaded each may be meant."""
        known = self.vocabulary.parameters.get((schema or "", function))
        if known is None or HOLE in name:
            return
        self.references += 1
        if name not in known:
            label = f"{schema}.{function}" if schema else function
            has = f"it has {_few(known)}" if known else "it has none"
            sentence = f"the function {label} has no parameter {name}: {has}"
            self.found(
                CodeRule.FUNCTION, place, name, f"{label}.{name}", sentence, self._absent(sure), nearest(name, known)
            )

    def function(self, schema: str | None, name: str, place: Place, sure: Sure) -> None:
        """Look a function up."""
        if HOLE in name or HOLE in (schema or ""):
            self.open(place, "the name of a function that only the running program knows")
            return
        if schema in ITS_OWN or name in self.local or schema in self.vocabulary.apart:
            return
        self.references += 1
        schemas = self.vocabulary.functions.get(name, frozenset())
        if schema in schemas or (schema is None and (schemas & {*self.vocabulary.path, "pg_catalog"})):
            return
        label = f"{schema}.{name}" if schema else name
        near = [f"{one}.{name}" for one in sorted(schemas)]
        # so that of thousand functions of the server none is offered that only sounds like it
        own = [one for one, places in self.vocabulary.functions.items() if places - ITS_OWN]
        near += [one for one in nearest(name, own) if one != name]
        sentence = f"there is no function {label}" + (f", but there is {near[0]}" if schemas else "")
        self.found(CodeRule.FUNCTION, place, name, label, sentence, self._absent(sure), near[:3])


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "...")


def _few(labels: Sequence[str]) -> str:
    return ", ".join(labels[:_LISTED]) + (", ..." if len(labels) > _LISTED else "")
