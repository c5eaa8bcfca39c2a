"""The parameters that a notebook declares, one per line: `name: type = default  # help`. Papermill only warns of others."""

from __future__ import annotations

import ast
import difflib
import io
import json
import tokenize
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from drifttools.errors import NotebookError, UsageError
from drifttools.notebook.names import require_names

TAG = "parameters"
_TYPES: Mapping[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}
_TRUTH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One line of the cell.

    Args:
        type: One of `str`, `int`, `float`, `bool`, `list`, `dict`.
        help: What stands behind the `#`.
    """

    name: str
    type: str
    default: Any
    help: str

    def __str__(self) -> str:
        return f"{self.name}: {self.type} = {self.default!r}  {self.help}".rstrip()


def declared(cells: Iterable[Mapping[str, Any]]) -> tuple[Parameter, ...]:
    """The parameters of a notebook; none where no cell bears the tag.

    Raises:
        NotebookError: There are several such cells, or one has a line of another form.
    """
    tagged = [cell for cell in cells if TAG in cell.get("metadata", {}).get("tags", ())]
    if len(tagged) > 1:
        raise NotebookError(f"the notebook has {len(tagged)} cells tagged `{TAG}`", hint="keep one")
    source = "".join(tagged[0]["source"]) if tagged else ""
    try:
        lines = ast.parse(source).body
        notes = _comments(source)
    except (SyntaxError, tokenize.TokenError):
        raise NotebookError(f"the cell tagged `{TAG}` is not Python", hint="name: type = default  # help") from None
    return tuple(_parameter(line, notes) for line in lines)


def checked(known: Iterable[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, converted to the declared types.

    Args:
        known: What the notebook declares.
        given: Values, or their texts as a command line has them.

    Raises:
        UsageError: A name is not known, a value is not of its type, or holds a DSN or a password.
    """
    by_name = {parameter.name: parameter for parameter in known}
    for name in given:
        if name not in by_name:
            raise UsageError(f"the notebook has no parameter {name!r}", hint=_instead(name, by_name))
    require_names(given)
    return {name: _converted(by_name[name], value) for name, value in given.items()}


def _parameter(line: ast.stmt, notes: Mapping[int, str]) -> Parameter:
    match line:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr() as value):
            kind = ast.unparse(annotation).partition("[")[0]
            if kind in _TYPES:
                try:
                    return Parameter(name, kind, ast.literal_eval(value), notes.get(line.end_lineno or 0, ""))
                except ValueError:
                    pass
    raise NotebookError(
        f"line {line.lineno} of the cell tagged `{TAG}` declares no parameter",
        hint=f"name: type = default  # help; a type is one of {', '.join(_TYPES)}, a default is a literal",
    )


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}


def _instead(name: str, known: Mapping[str, Parameter]) -> str:
    listed = "\n    ".join(("", *(str(parameter) for parameter in known.values()))) if known else " none"
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    asked = f"did you mean {' or '.join(map(repr, near))}? " if near else ""
    return f"{asked}the parameters are:{listed}"


def _converted(parameter: Parameter, value: Any) -> Any:
    wanted = _TYPES[parameter.type]
    if type(value) is wanted:
        return value
    if wanted is float and type(value) is int:
        return float(value)
    if wanted is list and isinstance(value, tuple):
        return list(value)
    if isinstance(value, str):
        try:
            return _from_text(wanted, value.strip())
        except (ValueError, KeyError, RecursionError):
            pass
    # The value is not shown: it may be a DSN in the wrong place.
    raise UsageError(f"the parameter {parameter.name!r} takes {_form(parameter.type)}", hint=str(parameter))


def _from_text(wanted: type, text: str) -> Any:
    if wanted is bool:
        return _TRUTH[text.lower()]
    if wanted is list and not text.startswith("["):
        return [part.strip() for part in text.split(",") if part.strip()]
    if wanted in (list, dict):
        value = json.loads(text)
        if not isinstance(value, wanted):
            raise ValueError
        return value
    return wanted(text)


def _form(kind: str) -> str:
    return {
        "bool": "true or false",
        "int": "a whole number",
        "float": "a number",
        "list": "a list: a,b,c or a JSON list",
        "dict": "a JSON object",
    }.get(kind, "a text")
