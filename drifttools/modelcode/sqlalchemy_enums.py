"""Enums of SQLAlchemy models: the type of a column, a new class, and other members of one that is there."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

from drifttools.kinds.names import parts_of
from drifttools.modelcode.described import DescribedEnum
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.live import Key
from drifttools.modelcode.python_file import PythonFile, arguments_of, assigned_names, called, keyword_of
from drifttools.modelcode.sqlalchemy_models import Models, column_call
from drifttools.modelcode.sqlalchemy_types import Written
from drifttools.modelcode.words import camel, member_name

if TYPE_CHECKING:
    from drifttools.kinds.column import Column

_BY_VALUES = "values_callable=lambda members: [member.value for member in members]"
_SENDS_STRINGS = ("strings", "other")


def enum_type(models: Models, file: PythonFile, table: Key, column: Column, printed: str) -> Written | None:
    """The type of a column that is of an enum; None where it is not."""
    del table, column
    parts = parts_of(printed)
    key = (parts[0], parts[-1])
    if len(parts) != 2 or key not in models.live.enums:  # noqa: PLR2004 - schema and name
        return None
    known = models.described.enums.get(key)
    if known is not None:
        return _known(models, file, known)
    if key not in models.new_enums:
        models.new_enums[key] = _new_class(models, file, key)
    path, label, sends = models.new_enums[key]
    if path != file.path:
        module = module_of(models, path)
        label = Imports(file).name(module, label)
    return Written(_call(file, key, label, sends, models), label)


def _known(models: Models, file: PythonFile, known: DescribedEnum) -> Written:
    """The type as another column of the same file says it, else made of the class."""
    python = "str"
    if known.place.name:
        python = known.place.name
        if known.place.file != file.path:
            python = Imports(file).name(known.place.module, known.place.name)
    same = _said_here(models, file, known)
    if same:
        return Written(same, python)
    if known.sends in _SENDS_STRINGS:
        labels = ", ".join(map(file.literal, known.labels))
        named = _named(file, known.key, models)
        return Written(f"{Imports(file).name('sqlalchemy', 'Enum')}({labels}, {named})", python)
    return Written(_call(file, known.key, python, known.sends, models), python)


def _said_here(models: Models, file: PythonFile, known: DescribedEnum) -> str:
    """The expression of the type in another column of this file."""
    for schema, table, column in known.columns:
        described = models.table((schema, table))
        found = models.class_of(described) if described is not None else None
        if described is None or found is None or found[0] is not file:
            continue
        attribute = described.columns.get(column, column)
        for statement in found[1].body:
            call = column_call(getattr(statement, "value", None)) if attribute in assigned_names(statement) else None
            for argument in call.args if call is not None else ():
                if called(argument) in ("Enum", "SQLEnum", "SAEnum", "ENUM", "PgEnum") or isinstance(argument, ast.Name):
                    text = file.segment(argument)
                    if text != known.place.name:
                        return text
    return ""


def _call(file: PythonFile, key: Key, label: str, sends: str, models: Models) -> str:
    called_ = Imports(file).name("sqlalchemy", "Enum")
    options = [label, _named(file, key, models)]
    return f"{called_}({', '.join([*options, *([_BY_VALUES] if sends == 'values' else [])])})"


def _named(file: PythonFile, key: Key, models: Models) -> str:
    named = f"name={file.literal(key[1])}"
    schema = models.schema_of_new(key)
    return f"{named}, schema={file.literal(schema)}" if schema else named


def module_of(models: Models, path: str) -> str:
    """The module that a file is, going by the classes that are in it."""
    for table in models.described.tables.values():
        if table.place.file == path:
            return table.place.module
    return path.rsplit("/", 1)[-1].removesuffix(".py")


def _new_class(models: Models, file: PythonFile, key: Key) -> tuple[str, str, str]:
    """Write an enum class with the labels of a type, before the first class of the file that is none."""
    labels = models.live.enums[key]
    imports = Imports(file)
    label = camel(key[1])
    while label in imports.bound():
        label += "Enum"
    sends = _usual_sends(models, labels)
    bases = _usual_bases(models, imports)
    lines = [f"class {label}({bases}):", *(f"    {line}" for line in member_lines(file, labels, sends))]
    classes = [node for node in file.tree.body if isinstance(node, ast.ClassDef)]
    enums = [node for node in classes if _is_enum(node)]
    models_ = [node for node in classes if file.find_assignment("__tablename__", node.body)]
    if enums and (not models_ or enums[-1].lineno < models_[0].lineno):
        file.insert_line_after(enums[-1], "\n".join(lines), blank=2)
    elif models_ or classes:
        file.insert_line_before((models_ or classes)[0], "\n".join(lines), blank=2)
    else:
        file.append("\n".join(lines))
    return file.path, label, sends


def member_lines(file: PythonFile, labels: tuple[str, ...], sends: str) -> list[str]:
    """The members of an enum class that sends these labels."""
    if sends == "names":
        return [f"{label} = {file.literal(label.lower())}" for label in labels]
    taken: set[str] = set()
    return [f"{member_name(label, taken)} = {file.literal(label)}" for label in labels]


def _usual_sends(models: Models, labels: tuple[str, ...]) -> str:
    """Whether names or values are sent: as most enums of the project do, where the labels can be names."""
    counted = Counter(enum.sends for enum in models.described.enums.values() if enum.sends in ("names", "values"))
    can_be_names = all(label.isidentifier() and not label.startswith("_") for label in labels)
    if not can_be_names:
        return "values"
    if counted:
        names_look = all(label.isupper() for label in labels)
        return "names" if counted["names"] > counted["values"] and names_look else "values"
    return "names" if all(label.isupper() for label in labels) else "values"


def _usual_bases(models: Models, imports: Imports) -> str:
    """What enum classes of the project inherit from."""
    for known in models.described.enums.values():
        found = models.place(known.place)
        if found is None:
            continue
        written = [called(base) for base in found[1].bases]
        if written == ["str", "Enum"]:
            return f"str, {imports.dotted('enum', 'Enum')}"
        if written == ["StrEnum"]:
            return imports.dotted("enum", "StrEnum")
        if written == ["Enum"]:
            break
    return imports.dotted("enum", "Enum")


def _is_enum(node: ast.ClassDef) -> bool:
    return any(called(base).endswith("Enum") for base in node.bases)


# ------------------------------------------------------------------------------------------ an enum that is there


def change_enum(models: Models, key: Key) -> bool:
    """Give an enum of the models the labels that the type has; False where they are made by code."""
    known, labels = models.described.enums[key], models.live.enums[key]
    gone = [label for label in known.labels if label not in labels]
    if _folds(known.labels, labels):
        return _other_sends(models, known)
    if gone and not models.may_remove(*(f"{'.'.join(key)}.{label}" for label in gone), ".".join(key)):
        left = ", ".join(gone)
        models.project.note(
            f"enum {'.'.join(key)}", f"the type has no label {left}, which the models send; name the enum to take it out"
        )
        labels = _with(labels, known.labels, gone)
        if labels == known.labels:
            return False
    if known.sends == "strings":
        return _change_strings(models, known, labels)
    if known.sends not in ("names", "values"):
        return False
    return _change_members(models, known, labels)


def _with(labels: tuple[str, ...], known: tuple[str, ...], kept: list[str]) -> tuple[str, ...]:
    """Labels with those that stay in the models although the type lacks them, each where it stood."""
    result = list(labels)
    for label in kept:
        before = known[known.index(label) - 1] if known.index(label) else None
        result.insert(result.index(before) + 1 if before in result else 0, label)
    return tuple(result)


def _folds(known: tuple[str, ...], labels: tuple[str, ...]) -> bool:
    """Whether one side sends the names and the other has the values of the same members."""
    return (
        known != labels
        and set(known) != set(labels)
        and [one.casefold() for one in known] == [one.casefold() for one in labels]
    )


def _other_sends(models: Models, known: DescribedEnum) -> bool:
    """Send values where names were sent, or the other way round; members with other values are given them."""
    labels = models.live.enums[known.key]
    done = False
    for schema, table, column in known.columns:
        described = models.table((schema, table))
        if described is None:
            continue
        done = _resend(models, described.place.file, known, labels) or done
        del column
    return done


def _resend(models: Models, path: str, known: DescribedEnum, labels: tuple[str, ...]) -> bool:
    file = models.project.file(path)
    if file is None:
        return False
    values = tuple(known.members.values())
    to_values = known.sends == "names"
    if to_values and values != labels:
        return _change_values(models, known, labels)
    done = False
    while True:
        calls = (node for node in ast.walk(file.tree) if isinstance(node, ast.Call) and _is_of(node, known))
        call = next((one for one in calls if (keyword_of(one, "values_callable") is None) == to_values), None)
        if call is None:
            return done
        if to_values:
            file.add_argument(call, _BY_VALUES)
        else:
            said = keyword_of(call, "values_callable")
            assert said is not None  # noqa: S101 - that is what was looked for
            file.drop_member(arguments_of(call), said)
        for statement in ast.walk(file.tree):
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.lineno == call.lineno:
                file.fold(statement)
                break
        done = True


def _is_of(call: ast.Call, known: DescribedEnum) -> bool:
    """Whether a call makes the type: by its name, or of its class."""
    if not called(call).endswith(("Enum", "ENUM")):
        return False
    named = keyword_of(call, "name")
    first = called(call.args[0]) if call.args else ""
    if named is not None and isinstance(named.value, ast.Constant):
        return named.value.value == known.key[1] and (not first or first == known.place.name)
    return first == known.place.name


def _change_values(models: Models, known: DescribedEnum, labels: tuple[str, ...]) -> bool:
    """Where neither names nor values are what the type holds, the values become it, and then are what is sent."""
    found = models.place(known.place)
    if found is None:
        return False
    file = found[0]
    for (name, _), label in zip(known.members.items(), labels, strict=True):
        node = file.find_class(known.place.name)
        statement = file.find_assignment(name, node.body) if node is not None else None
        if statement is None or statement.value is None:
            return False
        file.replace(statement.value, file.literal(label))
    return True  # the next round sees values that fit, and sends them


def _change_strings(models: Models, known: DescribedEnum, labels: tuple[str, ...]) -> bool:
    """Labels that are written out in the type itself, wherever it is made."""
    done = False
    paths = {table.place.file for table in models.described.tables.values()}
    for path in sorted(paths):
        file = models.project.file(path)
        if file is None:
            continue
        for at in range(len(list(_string_enums(file, known)))):
            call = list(_string_enums(file, known))[at]
            file.splice(file.span(call.args[0])[0], file.span(call.args[-1])[1], ", ".join(map(file.literal, labels)))
            done = True
    return done


def _string_enums(file: PythonFile, known: DescribedEnum) -> list[ast.Call]:
    calls = [node for node in ast.walk(file.tree) if isinstance(node, ast.Call) and _is_of(node, known) and node.args]
    found = [node for node in calls if all(isinstance(getattr(one, "value", None), str) for one in node.args)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _change_members(models: Models, known: DescribedEnum, labels: tuple[str, ...]) -> bool:
    """Members of a class: new ones after the one before them, others taken out, all in the order of the type."""
    found = models.place(known.place)
    if found is None:
        return False
    file, node = found
    by_label = {(name if known.sends == "names" else value): name for name, value in known.members.items()}
    statements = {name: file.find_assignment(name, node.body) for name in by_label.values()}
    if any(statement is None for statement in statements.values()):
        return False
    indent = file.indent_of(node.body[0])
    taken = set(known.members)
    texts: list[str] = []
    for label in labels:
        statement = statements.get(by_label.get(label, ""))
        if statement is not None:
            texts.append(file.segment(statement))
        elif known.sends == "names":
            if not label.isidentifier():
                return False
            texts.append(f"{label} = {_new_value(file, label, known)}")
        else:
            texts.append(f"{member_name(label, taken)} = {file.literal(label)}")
    first = min((one for one in statements.values() if one is not None), key=lambda one: one.lineno)
    last = max((one for one in statements.values() if one is not None), key=lambda one: one.lineno)
    between = [one for one in node.body if first.lineno <= one.lineno <= last.lineno]
    if len(between) != len(statements):
        return False  # something stands between the members
    if list(known.labels) == [label for label in labels if label in by_label]:
        return _insert_members(models, known, labels, dict(zip(labels, texts, strict=True)), by_label)
    file.splice(file.span(first)[0], file.span(last)[1], f"\n{indent}".join(texts))
    return True


def _insert_members(
    models: Models, known: DescribedEnum, labels: tuple[str, ...], texts: dict[str, str], by_label: dict[str, str]
) -> bool:
    """New members alone: those that are there keep their lines, and the comments beside them."""
    found = models.place(known.place)
    assert found is not None  # noqa: S101 - it was found before
    file = found[0]
    for at, label in enumerate(labels):
        if label in by_label:
            continue
        node = file.find_class(known.place.name)
        assert node is not None  # noqa: S101 - as before
        indent = file.indent_of(node.body[0])
        if at:
            name = texts[labels[at - 1]].split("=")[0].strip()
            before = file.find_assignment(name, node.body)
            assert before is not None  # noqa: S101 - it is there, or was written just now
            file.insert_line_after(before, indent + texts[label])
        else:
            first = file.find_assignment(by_label[next(one for one in labels if one in by_label)], node.body)
            assert first is not None  # noqa: S101 - as before
            file.insert_line_before(first, indent + texts[label])
    return True


def _new_value(file: PythonFile, label: str, known: DescribedEnum) -> str:
    values = list(known.members.values())
    same = all(name == value for name, value in known.members.items())
    if values and all(value.isdigit() for value in values):
        return str(max(map(int, values)) + 1)
    return file.literal(label if same else label.lower())
