"""Prisma beside a vocabulary: its schema, and the calls of its client."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from drifttools.code.checker import Checker, Sure
from drifttools.code.postgrest import Call
from drifttools.code.values import Entry, Items, Text, Unknown, Value
from drifttools.code.values import Mapping as Object
from drifttools.code.vocabulary import nearest, plain
from drifttools.model.code import Certainty, CodeRule, Place

READS = frozenset("findMany findFirst findUnique findFirstOrThrow findUniqueOrThrow count aggregate groupBy".split())
WRITES = frozenset(
    "create createMany createManyAndReturn update updateMany updateManyAndReturn upsert delete deleteMany".split()
)
_GROUPS = frozenset({"AND", "OR", "NOT"})
_NESTED = frozenset({"some", "every", "none", "is", "isNot", "where", "select", "include", "orderBy", "data", "create",
    "update", "upsert", "connectOrCreate", "createMany", "updateMany", "omit"})  # fmt: skip
_TAKES = frozenset({"connect", "disconnect", "set", "delete", "deleteMany"})
_VALUES = frozenset({"equals", "not", "in", "notIn", "set", "has", "hasSome", "hasEvery", "push"})
_NUMBERS = frozenset("_count _sum _avg _min _max _relevance".split())
_TOKEN = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?(?:\*/|$))|(?P<text>"(?:[^"\\\n]|\\.)*"?)|(?P<newline>\n)|(?P<word>@{0,2}[A-Za-z_][\w.]*)'
    r"|(?P<space>[ \t\r\f\v]+)|(?P<other>.)",
    re.DOTALL,
)
_SCALARS = frozenset("String Boolean Int BigInt Float Decimal DateTime Json Bytes Unsupported".split())


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a model.

    Args:
        column: Its column; `relation`: the model that it leads to, where it is no column.
    """

    name: str
    type: str
    place: Place
    column: str
    relation: str = ""


@dataclass
class Model:
    """A model: its table and its fields."""

    name: str
    place: Place
    table: str = ""
    schema: str | None = None
    members: dict[str, Member] = field(default_factory=dict)
    compounds: set[str] = field(default_factory=set)


@dataclass
class PrismaSchema:
    """What `schema.prisma` declares.

    Args:
        enums: Name to its values as the code says them, each with its label in the database.
        names: Name of an enum to that of its type in the database.
    """

    file: str
    models: dict[str, Model] = field(default_factory=dict)
    enums: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def model(self, delegate: str) -> Model | None:
        """The model of `prisma.userProfile`."""
        return next((one for name, one in self.models.items() if name[:1].lower() + name[1:] == delegate), None)


# ---------------------------------------------------------------------------------------------- the schema


@dataclass(frozen=True, slots=True)
class _Word:
    sort: str
    text: str
    place: Place


def _words(text: str) -> Iterator[_Word]:
    line, start = 1, 0
    for found in _TOKEN.finditer(text):
        if found.lastgroup not in ("comment", "space"):
            yield _Word(str(found.lastgroup), found[0], Place(line, found.start() - start + 1))
        breaks = found[0].count("\n")
        if breaks:
            line += breaks
            start = found.start() + found[0].rindex("\n") + 1


def read_schema(file: str, text: str) -> PrismaSchema:
    """Read `schema.prisma`: blocks of lines, a line a declaration."""
    schema = PrismaSchema(file)
    lines: list[list[_Word]] = [[]]
    for word in _words(text):
        if word.sort == "newline":
            lines.append([])
        else:
            lines[-1].append(word)
    block: list[str] = []
    place = Place(1, 1)
    for words in filter(None, lines):
        texts = [word.text for word in words]
        if not block and len(texts) > 2 and "{" in texts:  # noqa: PLR2004 - sort, name, brace
            block, place = texts[:2], words[1].place
            if block[0] in ("model", "view"):
                schema.models[block[1]] = Model(block[1], place, block[1])
            elif block[0] == "enum":
                schema.enums[block[1]], schema.names[block[1]] = {}, block[1]
        elif texts[0] == "}":
            block = []
        elif block and block[0] in ("model", "view"):
            _member(schema.models[block[1]], words)
        elif block and block[0] == "enum":
            if texts[0] == "@@map":
                schema.names[block[1]] = _argument(texts) or block[1]
            elif not texts[0].startswith("@"):
                schema.enums[block[1]][texts[0]] = _named(texts, "@map") or texts[0]
    return link(schema)


def link(schema: PrismaSchema) -> PrismaSchema:
    """Tell fields that lead to other models from columns; again where another file brought further models."""
    for model in schema.models.values():
        for name, member in list(model.members.items()):
            if member.type in schema.models:
                model.members[name] = Member(name, member.type, member.place, "", member.type)
    return schema


def _member(model: Model, words: list[_Word]) -> None:
    texts = [word.text for word in words]
    if texts[0] == "@@map":
        model.table = _argument(texts) or model.table
    elif texts[0] == "@@schema":
        model.schema = _argument(texts)
    elif texts[0] in ("@@id", "@@unique"):
        inner = [one for one in texts[1:] if re.match(r"^[A-Za-z_]\w*$", one)]
        model.compounds.add(_named(texts, "name") or "_".join(one for one in inner if one in model.members))
    elif not texts[0].startswith("@") and len(texts) > 1:
        column = _named(texts, "@map") or texts[0]
        model.members[texts[0]] = Member(texts[0], texts[1], words[0].place, column)


def _argument(texts: list[str]) -> str:
    return next((one.strip('"') for one in texts if one.startswith('"')), "")


def _named(texts: list[str], attribute: str) -> str:
    if attribute not in texts:
        return ""
    return _argument(texts[texts.index(attribute) :][:6])


def check_schema(checker: Checker, schema: PrismaSchema, source: str) -> None:
    """Compare the models of one file with the vocabulary.

    Args:
        checker: Where findings go.
        schema: The whole, which may be in several files.
        source: The text of this file.
    """
    sure = Sure(Certainty.CERTAIN, "the schema of Prisma declares it")
    for name in read_schema(checker.file, source).models:
        model = schema.models[name]
        relation = checker.relation(model.schema, model.table, model.place, sure)
        if relation is None:
            continue
        for member in model.members.values():
            if member.relation:
                continue
            column = checker.column([relation], member.column, member.place, sure)
            for label in schema.enums.get(member.type, {}).values():
                text = Text(label, ((0, member.place.line, member.place.column),))
                checker.value(
                    relation.label, column, text, Sure(Certainty.CERTAIN, f"the enum {member.type} of Prisma has it")
                )


# ---------------------------------------------------------------------------------------------- the client


def is_call(sort: str, root: str, method: str, schema: PrismaSchema | None) -> bool:
    """Whether `prisma.user.findMany()` is meant."""
    if sort != "member_expression" or method not in READS | WRITES or "." not in root:
        return False
    owner, _, delegate = root.replace("?.", ".").replace("!", "").rpartition(".")
    last = owner.rpartition(".")[2].lower()
    named = "prisma" in last or last in ("tx", "db")
    return named and (schema is None or schema.model(delegate) is not None or "prisma" in last)


def check(checker: Checker, root: str, call: Call, schema: PrismaSchema | None) -> str:
    """Compare one call with the schema of Prisma and the vocabulary; the name of its table."""
    delegate = root.replace("?.", ".").replace("!", "").rpartition(".")[2]
    if schema is None:
        return _without_schema(checker, delegate, call)
    model = schema.model(delegate)
    if model is None:
        known = [name[:1].lower() + name[1:] for name in schema.models]
        checker.references += 1
        checker.found(
            CodeRule.ATTRIBUTE, call.place, delegate, "prisma", f"the schema of Prisma has no model for {delegate}",
            Sure(Certainty.CERTAIN, f"{schema.file} declares all models"), nearest(delegate, known),
        )  # fmt: skip
        return delegate
    for given in call.arguments[:1]:
        if isinstance(given, Object):
            for entry in given.entries:
                _level(checker, schema, model, entry.value, entry.key)
            if not given.complete:
                checker.open(given.place, f"some of what is asked of {model.name}")
        elif isinstance(given, Unknown):
            checker.open(given.place, f"what is asked of {model.name}")
    return model.table


def _without_schema(checker: Checker, delegate: str, call: Call) -> str:
    same = [one for one in checker.vocabulary.by_name if plain(one) == plain(delegate)]
    if not same:
        checker.open(call.place, f"prisma.{delegate}: its table is not known, for no schema.prisma was found")
    return same[0] if same else delegate


def _level(checker: Checker, schema: PrismaSchema, model: Model, value: Value, way: str) -> None:
    """One object of a query: its keys are fields of the model, or words of Prisma."""
    if isinstance(value, Items):
        for one in value.items:
            _level(checker, schema, model, one, way)
    if not isinstance(value, Object):
        if isinstance(value, Unknown) and way in ("where", "data", "create", "update"):
            checker.open(value.place, f"some of what is asked of {model.name}")
        return
    if not value.complete:
        checker.open(value.place, f"some of what is asked of {model.name}")
    for entry in value.entries:
        if entry.key in _GROUPS:
            _level(checker, schema, model, entry.value, way)
        elif entry.key in _NUMBERS or entry.key in model.compounds:
            continue
        elif entry.key in model.members:
            _entry(checker, schema, model, model.members[entry.key], entry, way)
        elif way in ("where", "data", "select", "include", "orderBy", "create", "update", "omit"):
            checker.references += 1
            checker.found(
                CodeRule.ATTRIBUTE, entry.place, entry.key, model.name,
                f"the model {model.name} of Prisma has no field {entry.key}",
                Sure(Certainty.CERTAIN, f"{schema.file} declares all fields"), nearest(entry.key, model.members),
            )  # fmt: skip


def _entry(checker: Checker, schema: PrismaSchema, model: Model, member: Member, entry: Entry, way: str) -> None:
    checker.references += 1
    other = schema.models.get(member.relation)
    if other is not None:
        _relation(checker, schema, other, entry.value, way)
        return
    labels: Mapping[str, str] | None = schema.enums.get(member.type)
    if labels is None:
        return
    for value in _values(entry.value):
        if isinstance(value, Text) and value.whole and value.text not in labels:
            sentence = (
                f"{model.name}.{member.name} can never be {value.text!r}: the enum {member.type} has {', '.join(labels)}"
            )
            checker.found(
                CodeRule.ENUM, value.place, value.text, f"{model.name}.{member.name}", sentence,
                Sure(Certainty.CERTAIN, f"{schema.file} declares the enum"), nearest(value.text, labels),
            )  # fmt: skip
        elif isinstance(value, Unknown) and not value.source.startswith(f"{member.type}."):
            checker.open(value.place, f"the value for {model.name}.{member.name}, which is the enum {member.type}")


def _relation(checker: Checker, schema: PrismaSchema, other: Model, value: Value, way: str) -> None:
    if isinstance(value, Items):
        for one in value.items:
            _relation(checker, schema, other, one, way)
    if not isinstance(value, Object):
        return
    for entry in value.entries:
        if entry.key in _NESTED:
            inner = "where" if entry.key in ("some", "every", "none", "is", "isNot") else entry.key
            _level_or_nested(checker, schema, other, entry.value, inner)
        elif entry.key in _TAKES:
            _level(checker, schema, other, entry.value, "where")
        elif way == "where" and entry.key in other.members:
            _entry(checker, schema, other, other.members[entry.key], entry, way)


def _level_or_nested(checker: Checker, schema: PrismaSchema, other: Model, value: Value, way: str) -> None:
    """`create` holds fields; `upsert`, `updateMany` and `connectOrCreate` hold `where`, `create` and so on."""
    if (way in ("upsert", "updateMany", "connectOrCreate", "createMany") and isinstance(value, Object)) or (
        way == "update" and isinstance(value, Object) and {one.key for one in value.entries} <= {"where", "data"}
    ):
        for entry in value.entries:
            _level(checker, schema, other, entry.value, entry.key)
    else:
        _level(checker, schema, other, value, way)


def _values(value: Value) -> Iterator[Value]:
    if isinstance(value, Items):
        for one in value.items:
            yield from _values(one)
    elif isinstance(value, Object):
        for entry in value.entries:
            if entry.key in _VALUES:
                yield from _values(entry.value)
    else:
        yield value
