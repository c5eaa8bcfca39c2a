"""A model for a table that the project has none of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from drifttools.modelcode.described import Place
from drifttools.modelcode.django_fields import FieldWriter
from drifttools.modelcode.django_meta import constraint_text, index_text
from drifttools.modelcode.django_models import DjangoModel, DjangoRound
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.live import Key, referenced
from drifttools.modelcode.python_file import PythonFile
from drifttools.modelcode.words import class_name

if TYPE_CHECKING:
    from drifttools.kinds.column import Column

UNSAID = "models of Django have no words for it"


def add_model(round_: DjangoRound, key: Key) -> bool:
    """Write a model for a table that the project has none of; False where a model cannot be so."""
    table, label = round_.live.tables[key], ".".join(key)
    if table.partition_of or table.server or table.of_type:
        round_.project.note(f"table {label}", "partitions, foreign and typed tables are nothing that models declare")
        return False
    primary = round_.live.primary_key(key)
    if primary is None or len(primary.columns or ()) != 1:
        round_.project.note(f"table {label}", "a model of Django has a key of one column")
        return False
    app = _app_of(round_, key)
    file = round_.project.file(round_.described.apps[app][0]) if app else None
    if file is None:
        round_.project.note(f"table {label}", "no app of the project has a file of models that it could stand in")
        return False
    name = class_name(key[1].removeprefix(f"{app}_"))
    taken = {model.place.name for model in round_.described.models.values() if model.app == app}
    while name in taken | Imports(file).bound():
        name += "Model"
    round_.new[key] = (app, name)
    file.append(_class(round_, key, app, name, file))
    return True


def _app_of(round_: DjangoRound, key: Key) -> str:
    """The app whose label the table begins with, else that of the tables it leads to, else of most models."""
    ours = [model for model in round_.described.models.values() if round_.class_of(model) is not None]
    counted = Counter(model.app for model in ours)
    prefixed = [app for app in counted if key[1].startswith(f"{app}_")]
    if prefixed:
        return max(prefixed, key=len)
    constraints = round_.live.constraints.get(key, ())
    targets = {referenced(one) for one in constraints if one.type == "foreign key"}
    near = Counter(model.app for model in ours if model.key in targets)
    ranked = near.most_common() or counted.most_common()
    return ranked[0][0] if ranked else ""


def _class(round_: DjangoRound, key: Key, app: str, name: str, file: PythonFile) -> str:
    writer = FieldWriter(round_, key, file)
    model = DjangoModel(key, f"{app}.{name}", app, Place("", "", ""), (), {}, frozenset())
    names: set[str] = set()
    lines = []
    for column in round_.live.columns.get(key, ()):
        field = writer.name(column, frozenset(names))
        names.add(field)
        if not _is_usual_key(round_, column, key):
            lines.append(writer.statement(column, field, "    "))
    meta = [] if key[1] == f"{app}_{name.lower()}" else [f"db_table = {file.literal(key[1])}"]
    comment = round_.live.comment(key)
    meta += [f"db_table_comment = {file.literal(comment)}"] if comment else []
    for option, found in (("constraints", _constraints(round_, model, file)), ("indexes", _indexes(round_, model, file))):
        if found:
            meta.append(f"{option} = [\n" + "".join(f"            {one},\n" for one in found) + "        ]")
    base = writer.models("Model")
    if meta:
        lines += ["", "    class Meta:", *(f"        {one}" for one in meta)]
    return "\n".join([f"class {name}({base}):", *(lines or ["    pass"])])


def _is_usual_key(round_: DjangoRound, column: Column, key: Key) -> bool:
    """Whether it is the `id` that Django adds by itself."""
    implied = [
        model.fields["id"].kind
        for model in round_.described.models.values()
        if "id" in model.fields and model.fields["id"].implied
    ]
    usual = {"BigAutoField": "bigint", "AutoField": "integer"}.get(Counter(implied).most_common(1)[0][0] if implied else "")
    primary = round_.live.primary_key(key)
    is_key = primary is not None and primary.columns == (column.column,)
    return column.column == "id" and is_key and column.type == usual and column.identity == "by default"


def _constraints(round_: DjangoRound, model: DjangoModel, file: PythonFile) -> list[str]:
    found = []
    for one in round_.live.constraints.get(model.key, ()):
        if one.type in ("primary key", "foreign key"):
            continue
        text = constraint_text(round_, model, one, file)
        found += [text] if text is not None else []
    for index in round_.live.indexes.get(model.key, ()):
        text = index_text(round_, model, index, file) if index.unique else None
        found += [text] if text is not None else []
    return found


def _indexes(round_: DjangoRound, model: DjangoModel, file: PythonFile) -> list[str]:
    writer = FieldWriter(round_, model.key, file)
    found = []
    foreign = {one.columns for one in round_.live.constraints.get(model.key, ()) if one.type == "foreign key"}
    for index in round_.live.indexes.get(model.key, ()):
        brought = len(index.keys) == 1 and (index.keys[0],) in foreign and writer.has_own_index(index.keys[0])
        if index.unique or brought:
            continue  # a foreign key brings an index of its own
        text = index_text(round_, model, index, file)
        if text is None:
            round_.project.note(f"index {index.label}", UNSAID)
        else:
            found.append(text)
    return found
