"""`[[rls]]` of `drift.toml`: as whom row-level security is tried, and what must come of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drifttools.config.table import Table
from drifttools.errors import ConfigError, UsageError

COMMANDS = ("select", "insert", "update", "delete")


@dataclass(frozen=True, slots=True)
class Persona:
    """One `[[rls]]`: a role with the claims and settings that its sessions have.

    Args:
        name: For reports, which show it in place of the claims.
        role: What `SET ROLE` names.
        claims: Of its token: `request.jwt.claims`, and one setting for each, as older releases of PostgREST have it.
        settings: Further settings that policies look at, such as `app.tenant`.
        search_path: Of its sessions; else what the server gives the role.
        tables: Patterns for `schema.table`; else every table that has row-level security or policies.
        allowed: What must be possible for some row, `select app.*`; denied: what must be possible for none.
    """

    name: str
    role: str
    claims: Mapping[str, Any] = field(default_factory=dict, repr=False)
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    search_path: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()


def read_persona(table: Table, root: Path) -> Persona:
    """One `[[rls]]`; raises ConfigError where it is not whole."""
    claims, file = table.anything("claims"), table.text("claims_file")
    if claims and file:
        table.fail("has `claims` and `claims_file`")
    if file:
        try:
            claims = claims_of(str(root / file))
        except UsageError as problem:
            raise ConfigError(problem.what, hint=problem.hint) from None
    role = table.needed_text("role", hint="the role that the API takes on, such as authenticated")
    persona = Persona(
        name=table.text("name") or role,
        role=role,
        claims=claims,
        settings=table.texts("settings"),
        search_path=table.text_list("search_path"),
        tables=table.listed("tables"),
        allowed=table.listed("allowed"),
        denied=table.listed("denied"),
    )
    table.end()
    for text in (*persona.allowed, *persona.denied):
        command, _, pattern = text.partition(" ")
        if command.lower() not in COMMANDS or not pattern.strip():
            table.fail(f"cannot read {text!r}", hint='a command and a pattern for tables: "select app.*"')
    return persona


def claims_of(text: str) -> Mapping[str, Any]:
    """Claims as a person gives them: JSON, or a file that holds it.

    Raises:
        UsageError: It is neither. What it holds is not repeated.
    """
    given = text.strip()
    if not given.startswith("{"):
        try:
            given = Path(given).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise UsageError(
                f"the file of claims {given!r} cannot be read", hint="give JSON, or the path of a file that holds it"
            ) from problem
    try:
        claims = json.loads(given)
    except ValueError:
        claims = None
    if not isinstance(claims, dict):
        raise UsageError("claims are no JSON object", hint='for example {"sub": "...", "role": "authenticated"}')
    return claims
