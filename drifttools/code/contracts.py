"""API contracts: the schemas that an API speaks beside the models that they are filled from, and that they fill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drifttools.code.vocabulary import nearest
from drifttools.model.code import Certainty, CodeFinding, CodeRule, CodeScan, Unchecked

NOTHING = "-"
"""In `[contracts.pairs]`: this schema is of no model."""
_READS = re.compile(r"(?:Out|Response|Read|Public|Detail|Details|Summary|InDB|InDBBase|View|Result)$")
_WRITES = re.compile(r"(?:Create|In|Update|Patch|Request|Input|Upsert|Form|Register|New)$")
_AFFIXES = re.compile(
    r"(?:Out|Response|Read|Public|Private|Details?|Summary|InDB|InDBBase|DB|View|Result|Create|In|Update|Patch|Request|Input"
    r"|Upsert|Form|Register|Schema|Model|DTO|Dto|Base|Full|Short|Mini|Brief|Simple|Item|Payload|Internal|Admin|Me|List|New|Data)$"
)
_FRONT = re.compile(r"^(?:Create|Update|Read|Public|New|Patch|Base)(?=[A-Z])")

# Of what an attribute gives, the kinds that a field may want: those that Pydantic always makes of it in its usual (lax)
# mode, and those that it can make of some values only. It refuses all others; a test asks Pydantic itself.
ALWAYS: Mapping[str, frozenset[str]] = {
    "int": frozenset("float decimal datetime timedelta".split()),
    "float": frozenset("decimal datetime timedelta".split()),
    "decimal": frozenset("float datetime timedelta".split()),
    "bool": frozenset("int float timedelta".split()),
    "date": frozenset({"datetime"}),
    "str": frozenset({"bytes"}),
}
SOMETIMES: Mapping[str, frozenset[str]] = {
    "int": frozenset("bool date time".split()),
    "float": frozenset("int bool date time".split()),
    "decimal": frozenset("int bool time".split()),
    "datetime": frozenset({"date"}),
    "bytes": frozenset("int float bool uuid datetime date time timedelta str".split()),
    "str": frozenset("int float decimal bool uuid datetime date time timedelta".split()),
}
KINDS = frozenset("int float decimal bool uuid datetime date time timedelta bytes str json list".split())
"""The kinds of which both is known: what a column gives, and what a field takes."""
_WORDS = {"str": "text", "int": "integer", "json": "mapping", "object": "object", "list": "list", "schema": "object"}


@dataclass(frozen=True)
class Pair:
    """A schema, its model, and what says that they belong together."""

    schema: Mapping[str, Any]
    model: Mapping[str, Any]
    certainty: Certainty
    why: str

    @property
    def reads(self) -> bool:
        """Whether the schema is filled from the model."""
        named = _READS.search(self.schema["name"]) is not None
        return bool(self.schema["from_attributes"]) or named or (self.certainty is Certainty.CERTAIN and not self.writes)

    @property
    def writes(self) -> bool:
        """Whether the model is filled from the schema."""
        return _WRITES.search(self.schema["name"]) is not None


@dataclass
class _Found:
    findings: list[CodeFinding] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    references: int = 0


def compare_contracts(answer: Mapping[str, Any], pairs: Mapping[str, str], paths: Sequence[str]) -> CodeScan:
    """Compare each schema with its model.

    Args:
        answer: What `describe_contracts.py` tells of the project; files are shown as they stand there.
        pairs: `[contracts.pairs]` of `drift.toml`.
        paths: What was looked through.
    """
    found = _Found()
    for one in answer["unread"]:
        what = f"{one['module']} could not be imported: {one['message']}"
        found.unchecked.append(Unchecked("file", one["file"] or one["module"], one["line"] or 1, 1, what))
    matched = list(_pairs(answer, pairs, found))
    for pair in matched:
        _compare(pair, found)
    files = {one["file"] for one in (*answer["schemas"], *answer["models"]) if one["file"]}
    return CodeScan(
        findings=tuple(
            sorted(dict.fromkeys(found.findings), key=lambda one: (one.file, one.line, one.named, one.sentence))
        ),
        unchecked=tuple(sorted(found.unchecked, key=lambda one: (one.file, one.line, one.what))),
        files={"python": len(files)},
        references=found.references,
        against=f"{len(answer['models'])} models",
        subject="API contracts",
        paths=tuple(paths),
    )


# ---------------------------------------------------------------------------------------------- pairs


def _pairs(answer: Mapping[str, Any], named: Mapping[str, str], found: _Found) -> Iterator[Pair]:
    models: Sequence[Mapping[str, Any]] = answer["models"]
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for model in models:
        by_name.setdefault(model["name"].lower(), []).append(model)
    spoken = _spoken(answer, by_name)
    inherited = {base for one in answer["schemas"] for base in one["bases"]}
    for schema in answer["schemas"]:
        if schema["name"].endswith("Base") and f"{schema['module']}.{schema['name']}" in inherited:
            continue  # what it has is looked at in those that it is the base of
        key = f"{schema['module']}:{schema['name']}"
        said = named.get(key, named.get(schema["name"]))
        if said == NOTHING:
            continue
        if said is not None:
            chosen = [one for one in models if said in (f"{one['module']}:{one['name']}", one["name"])]
            if len(chosen) == 1:
                yield Pair(schema, chosen[0], Certainty.CERTAIN, "drift.toml pairs them")
            else:
                found.unchecked.append(
                    Unchecked("pair", schema["file"], schema["line"], 1, f"{schema['name']}: there is no model {said}")
                )
            continue
        if schema["name"] in spoken:
            model, place = spoken[schema["name"]]
            yield Pair(schema, model, Certainty.CERTAIN, f"the endpoint at {place} answers with it from {model['name']}")
            continue
        meant = by_name.get(_core(schema["name"], by_name), [])
        if len(meant) == 1:
            certainty = Certainty.LIKELY if schema["from_attributes"] else Certainty.POSSIBLE
            more = " and from_attributes is set" if schema["from_attributes"] else ""
            yield Pair(schema, meant[0], certainty, f"their names belong together{more}")
        elif len(meant) > 1:
            what = (
                f"{schema['name']} may be of {' or '.join(one['module'] for one in meant)}: name it under [contracts.pairs]"
            )
            found.unchecked.append(Unchecked("ambiguous", schema["file"], schema["line"], 1, what))
        elif schema["from_attributes"] and schema["fields"]:  # a base of others has none
            what = f"{schema['name']} is read from objects, and no model is called like it: name it under [contracts.pairs]"
            found.unchecked.append(Unchecked("pair", schema["file"], schema["line"], 1, what))


def _core(name: str, known: Mapping[str, object]) -> str:
    """The name of the model in that of a schema: `UserOut`, `CreateUser`, `UserInDBBase` are of `User`."""
    at = name
    for _ in range(6):
        if at.lower() in known:
            return at.lower()
        shorter = _AFFIXES.sub("", at) or at
        shorter = _FRONT.sub("", shorter) if shorter == at else shorter
        if shorter == at:
            break
        at = shorter
    return at.lower()


def _spoken(
    answer: Mapping[str, Any], by_name: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, tuple[Mapping[str, Any], str]]:
    """Schema to the one model that the endpoints use which answer with it; none where they use several."""
    uses: dict[str, dict[str, str]] = {}
    for one in answer["endpoints"]:
        used = [
            name
            for name in one["names"]
            if len(by_name.get(name.lower(), ())) == 1 and by_name[name.lower()][0]["name"] == name
        ]
        for schema in one["schemas"]:
            if len(used) == 1:
                uses.setdefault(schema, {}).setdefault(used[0], f"{one['file']}:{one['line']}")
    return {
        schema: (by_name[next(iter(models)).lower()][0], next(iter(models.values())))
        for schema, models in uses.items()
        if len(models) == 1
    }


# ---------------------------------------------------------------------------------------------- fields


def _compare(pair: Pair, found: _Found) -> None:
    members: Mapping[str, Mapping[str, Any]] = pair.model["members"]
    for one in pair.schema["fields"]:
        found.references += 1
        attribute = next((name for name in one["attributes"] if name in members), None)
        if attribute is None:
            _absent(pair, one, found)
        elif pair.reads or not pair.writes:
            _read(pair, one, attribute, members[attribute], found)
        if attribute is not None and pair.writes:
            _written(pair, one, attribute, members[attribute], found)
    if pair.writes and pair.schema["name"].endswith(("Create", "In", "New", "Register", "Input")):
        _unfilled(pair, found)


def _find(
    pair: Pair,
    one: Mapping[str, Any],
    about: str,
    sentence: str,
    sure: tuple[Certainty, str],
    near: Sequence[str],
    found: _Found,
) -> None:
    order = list(Certainty)
    certainty = max(sure[0], pair.certainty, key=order.index)
    reason = f"{sure[1]}; {pair.why}" if sure[1] else pair.why
    schema = pair.schema
    found.findings.append(
        CodeFinding(
            CodeRule.CONTRACT, one.get("file") or schema["file"], one.get("line") or schema["line"] or 1, 1, "python",
            f"{schema['name']}.{one['name']}", about, sentence, certainty, reason, tuple(near),
        )
    )  # fmt: skip


def _absent(pair: Pair, one: Mapping[str, Any], found: _Found) -> None:
    model, name = pair.model["name"], one["attributes"][0]
    columns = [key for key, member in pair.model["members"].items() if member["sort"] in ("column", "relation")]
    near, about = nearest(name, columns), f"{model}.{name}"
    label = f"{pair.schema['name']}.{one['name']}"
    if "__relations__" in pair.model["members"]:
        found.unchecked.append(
            Unchecked("pair", one["file"], one["line"], 1, f"{label}: the relations of {model} could not be configured")
        )
        return
    if pair.writes and not pair.schema["from_attributes"]:
        sentence = f"{label} is given by callers, and {model} has no {name} to keep it in"
        _find(pair, one, about, sentence, (Certainty.POSSIBLE, "code in between may take care of it"), near, found)
    elif pair.schema["before"]:
        what = f"{label}: {model} has no {name}, and a validator of the whole model may provide it"
        found.unchecked.append(Unchecked("pair", one["file"], one["line"], 1, what))
    elif one["required"]:
        sentence = f"{label} is required, and {model} has no {name}: no {model} can be answered with"
        _find(pair, one, about, sentence, (Certainty.CERTAIN, "a required field is missing in its source"), near, found)
    else:
        sentence = f"{label} is never filled: {model} has no {name}"
        _find(
            pair, one, about, sentence, (Certainty.LIKELY, "the field has a default, which is all it will be"), near, found
        )


def _read(pair: Pair, one: Mapping[str, Any], attribute: str, member: Mapping[str, Any], found: _Found) -> None:
    """The field is filled from the attribute."""
    label, about = f"{pair.schema['name']}.{one['name']}", f"{pair.model['name']}.{attribute}"
    if member["sort"] == "method":
        sentence = f"{label} would get the method {about} and not what it returns"
        _find(pair, one, about, sentence, (Certainty.CERTAIN, "it is a function and no property"), (), found)
        return
    if one["validated"] or one["kind"] in ("any", "union", "none") or member["kind"] == "any":
        return
    if member["optional"] and not one["optional"]:
        sentence = f"{label} does not take None, and {about} may be NULL"
        _find(pair, one, about, sentence, (Certainty.CERTAIN, "the model says that it is nullable"), (), found)
    _kinds(pair, one, about, member, found)


def _kinds(pair: Pair, one: Mapping[str, Any], about: str, member: Mapping[str, Any], found: _Found) -> None:
    label = f"{pair.schema['name']}.{one['name']}"
    gives, takes = member["kind"], one["kind"]
    if takes in ("enum", "literal") and gives in ("enum", "literal", "str"):
        _labels(pair, one, about, member, found)
        return
    if gives == "enum":
        if takes == "str" and not member["is_str"]:
            sentence = f"{label} takes a text, and {about} gives members of {_last(member['enum'])}, which are none"
            _find(pair, one, about, sentence, (Certainty.CERTAIN, "the enum is no str"), (), found)
        return
    gives = "str" if gives == "literal" else gives
    if _refused(gives, takes):
        sentence = f"{label} takes {_a(takes)}, and {about} gives {_a(gives)}"
        _find(pair, one, about, sentence, (Certainty.CERTAIN, "Pydantic does not turn the one into the other"), (), found)
    elif takes in SOMETIMES.get(gives, ()):
        sentence = f"{label} takes {_a(takes)}, and {about} gives {_a(gives)}: only some of them can be read so"
        _find(pair, one, about, sentence, (Certainty.POSSIBLE, "it depends on the value"), (), found)


def _refused(gives: str, takes: str) -> bool:
    """Whether Pydantic makes nothing of it, whatever the value."""
    if gives == "object":
        return takes in KINDS or takes in ("literal", "enum")
    if takes == "schema":
        return gives in KINDS - {"json"}  # a mapping can be read as a schema
    known = gives in KINDS and takes in KINDS and gives != takes
    return known and takes not in ALWAYS.get(gives, frozenset()) | SOMETIMES.get(gives, frozenset())


def _labels(pair: Pair, one: Mapping[str, Any], about: str, member: Mapping[str, Any], found: _Found) -> None:
    """Values of two enums: what the column may hold and the field does not take, and the other way round."""
    if member["kind"] == "str":
        return
    if member["kind"] == "enum" and one["kind"] == "enum" and member["enum"] == one["enum"]:
        return
    label, gives, takes = f"{pair.schema['name']}.{one['name']}", member["labels"], one["labels"]
    if pair.reads or not pair.writes:
        lacking = [value for value in gives if value not in takes]
        if lacking:
            sentence = f"{label} does not take {_quoted(lacking)}, which {about} may hold"
            _find(pair, one, about, sentence, (Certainty.CERTAIN, "the values of both stand in the code"), (), found)
        elif member["kind"] == "enum" and not member["is_str"]:
            sentence = f"{label} takes another enum than {_last(member['enum'])}, of which {about} gives members"
            _find(pair, one, about, sentence, (Certainty.CERTAIN, "the enum is no str"), (), found)
    if pair.writes:
        surplus = [value for value in takes if value not in gives]
        if surplus:
            sentence = f"{label} lets callers send {_quoted(surplus)}, which {about} cannot hold"
            near = nearest(surplus[0], gives)
            _find(pair, one, about, sentence, (Certainty.CERTAIN, "the values of both stand in the code"), near, found)


def _written(pair: Pair, one: Mapping[str, Any], attribute: str, member: Mapping[str, Any], found: _Found) -> None:
    """The attribute is filled from the field."""
    if member["sort"] != "column":
        return
    label, about = f"{pair.schema['name']}.{one['name']}", f"{pair.model['name']}.{attribute}"
    partial = re.search(r"(?:Update|Patch)$", pair.schema["name"]) is not None
    if one["optional"] and not member["optional"] and not partial and not (member["filled"] and not one["required"]):
        sentence = f"{label} may be None, and {about} is NOT NULL"
        _find(pair, one, about, sentence, (Certainty.LIKELY, "code in between may fill it"), (), found)
    if not pair.reads and one["kind"] in ("enum", "literal") and member["kind"] in ("enum", "literal"):
        _labels(pair, one, about, member, found)


def _unfilled(pair: Pair, found: _Found) -> None:
    """Columns that need a value which no caller gives."""
    given = {name for one in pair.schema["fields"] for name in one["attributes"]}
    for name, member in pair.model["members"].items():
        if member["sort"] != "column" or member["optional"] or member["filled"] or member["foreign"] or name in given:
            continue
        found.references += 1
        names = [one["name"] for one in pair.schema["fields"]]
        sentence = f"{pair.model['name']}.{name} is NOT NULL without a default, and {pair.schema['name']} does not give it"
        one = {"name": name, "file": pair.schema["file"], "line": pair.schema["line"]}
        about = f"{pair.model['name']}.{name}"
        _find(pair, one, about, sentence, (Certainty.POSSIBLE, "code in between may fill it"), nearest(name, names), found)


def _a(kind: str) -> str:
    word = _WORDS.get(kind, kind)
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _quoted(values: Sequence[str]) -> str:
    return ", ".join(repr(value) for value in values)
