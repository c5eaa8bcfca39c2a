"""What names one database, and how to speak of it without its password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from drifttools.redact import variants

# The settings of libpq that are secrets themselves.
SECRET_KEYWORDS = frozenset({"password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key"})


@dataclass(frozen=True, slots=True)
class Target:
    """A database and what belongs to it in `drift.toml`. Neither `repr` nor `str` shows a password.

    Args:
        name: What people call it: its name in `drift.toml`, a service, or its address.
        dsn: How to reach it: libpq keywords, or `sqlite:PATH`.
        parameters: The same as a mapping of libpq keywords.
        dialect: Which reader it needs.
        expected: The expected state (`KIND:ARGUMENT[@REVISION]`), where `drift.toml` names one.
        scratch: The DSN of the server for scratch databases, where `drift.toml` names one.
    """

    name: str
    dsn: str = field(repr=False)
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
    dialect: Literal["postgresql", "sqlite"] = "postgresql"
    expected: str | None = None
    scratch: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """The address for messages: host, port, database and user, never a secret."""
        if self.dialect == "sqlite":
            return self.dsn.removeprefix("sqlite:")
        known = self.parameters
        if "service" in known:
            return f"service {known['service']}"
        host = known.get("host") or known.get("hostaddr") or "the local socket"
        port = f":{known['port']}" if "port" in known else ""
        database = f", database {known['dbname']}" if "dbname" in known else ""
        user = f", user {known['user']}" if "user" in known else ""
        return f"{host}{port}{database}{user}"


def secrets_of(target: Target) -> tuple[str, ...]:
    """Every form of every secret that the target's own DSN holds (raw, URL-encoded, escaped, base64).

    What libpq adds from the environment, a password file or a service file is known only once it has
    connected.
    """
    found: list[str] = []
    for dsn in filter(None, (target.dsn, target.scratch)):
        parameters = target.parameters if dsn is target.dsn else _parameters(dsn)
        for keyword, value in parameters.items():
            if keyword in SECRET_KEYWORDS:
                found.extend(variants(value))
    return tuple(dict.fromkeys(found))


def _parameters(dsn: str) -> Mapping[str, str]:
    from drifttools.config.dsn import parse_target  # the parser makes targets

    return parse_target(dsn).parameters
