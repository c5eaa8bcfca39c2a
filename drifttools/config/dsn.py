"""Reads a DSN itself, so that no message about a malformed one can hold its password.

libpq quotes the part it stumbled over (`%zz`, the word after an unquoted space, a bad port), and that part
is often the password. Here a message names the place, never the text. What comes out is a keyword DSN that
libpq reads without fault.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from drifttools.config.target import SECRET_KEYWORDS, Target
from drifttools.errors import UsageError
from drifttools.redact import redactor

# The connection parameters of libpq 18. psycopg could tell, but this room must not load it.
KEYWORDS = frozenset(
    """application_name channel_binding client_encoding connect_timeout dbname fallback_application_name
    gssdelegation gssencmode gsslib host hostaddr keepalives keepalives_count keepalives_idle
    keepalives_interval krbsrvname load_balance_hosts max_protocol_version min_protocol_version
    oauth_client_id oauth_client_secret oauth_issuer oauth_scope options passfile password port replication
    require_auth requirepeer requiressl scram_client_key scram_server_key service servicefile
    ssl_max_protocol_version ssl_min_protocol_version sslcert sslcertmode sslcompression sslcrl sslcrldir
    sslkey sslkeylogfile sslmode sslnegotiation sslpassword
    sslrootcert sslsni target_session_attrs tcp_user_timeout user""".split()
)

# Parameters of other programs that people leave in the URI they copy (Prisma, Supabase, asyncpg); they say
# nothing about how to reach the database.
_OF_OTHERS = frozenset(
    """async_fallback connection_limit pgbouncer pool_timeout prepared_statement_cache_size schema
    statement_cache_size""".split()
)

_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9]*)(?:\+[A-Za-z0-9_]+)?://")
_SQLITE = re.compile(r"sqlite(?:\+[a-z0-9_]+)?:(?P<slashes>//)?", re.IGNORECASE)
_SQLITE_FILE = re.compile(r"[^=?#]+\.(?:db|db3|sqlite|sqlite3)", re.IGNORECASE)
_SQLITE_URI = re.compile(r"file:(?://(?:localhost)?(?=/))?(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?", re.IGNORECASE)
_MAGIC = b"SQLite format 3\0"
_FORMS = "`postgresql://user@host:5432/name`, `host=... dbname=... user=...`, `service=NAME`, or a name in drift.toml"
_ENCODE_HINT = (
    "percent-encode what is special in user and password: @ is %40, : is %3A, / is %2F, ? is %3F, # is %23, % is %25"
)
_QUOTE_HINT = "put a value with a space into single quotes: password='two words' (and write \\' and \\\\ inside)"


def parse_target(text: str, *, name: str | None = None) -> Target:
    """Read a DSN in any of the forms that libpq and SQLAlchemy know.

    Args:
        text: A URI (`postgresql://`, `postgres://`, `postgresql+driver://`), libpq keywords,
            `service=NAME`, `sqlite:///PATH`, SQLite's own `file:PATH?mode=ro`, or the path of a file that is one of
            SQLite's or ends in `.db`, `.sqlite` or the like.
        name: What to call the target; without it, its address.

    Raises:
        UsageError: The text is none of these. The message never repeats a part that could be a password.
    """
    text = text.strip()
    if uri := _SQLITE_URI.fullmatch(text):
        path = _of_uri(uri)
        return Target(name or path or "memory", f"sqlite:{path}", dialect="sqlite")
    if (found := _SQLITE.match(text)) or is_sqlite_path(text):
        path = _sqlite_path(text[found.end() :] if found else text, url=bool(found and found["slashes"]))
        return Target(name or path or "memory", f"sqlite:{path}", dialect="sqlite")
    scheme = _SCHEME.match(text)
    if scheme:
        if scheme["scheme"].lower() not in {"postgresql", "postgres"}:
            raise UsageError(f"a target of the kind {scheme['scheme']}:// is not supported", hint=f"use {_FORMS}")
        parameters = _from_uri(text[scheme.end() :])
    elif "=" in text:
        parameters = _from_keywords(text)
    else:
        raise UsageError("the target is neither a DSN nor a known name", hint=f"use {_FORMS}")
    for keyword in SECRET_KEYWORDS & parameters.keys():
        redactor.add(parameters[keyword])
    target = Target(name or "", conninfo(parameters), parameters)
    return target if name else Target(target.where, target.dsn, parameters)


def is_sqlite_path(text: str) -> bool:
    """Whether a text is the path of a SQLite file: by its ending, or because there is one of that name."""
    return "://" not in text and (_SQLITE_FILE.fullmatch(text) is not None or _is_sqlite_file(text))


def _is_sqlite_file(path: str) -> bool:
    try:
        with Path(path).expanduser().open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except (OSError, ValueError):
        return False


def _sqlite_path(rest: str, *, url: bool) -> str:
    """The path in what follows `sqlite:` (and `//`); SQLAlchemy's third slash stands before it, a query after it."""
    if not url:
        return rest
    path = rest.partition("?")[0]
    if path and not path.startswith("/"):
        raise UsageError(
            "the URL of a SQLite file has no host", hint="write sqlite:///relative.db or sqlite:////absolute.db"
        )
    # SQLite's own stands within SQLAlchemy's with `uri=true`
    uri = _SQLITE_URI.fullmatch(rest[1:])
    return _of_uri(uri) if uri else path[1:]


def _of_uri(uri: re.Match[str]) -> str:
    """The path in a URI of SQLite's own: percent-encoded, and none where the database is in memory."""
    return ":memory:" if "mode=memory" in (uri["query"] or "") else unquote(uri["path"])


def conninfo(parameters: Mapping[str, str]) -> str:
    """Write parameters as libpq keywords, every value quoted where it must be."""
    return " ".join(f"{keyword}={_quoted(value)}" for keyword, value in parameters.items())


def _quoted(value: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_.,:/@%+\-]+", value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


# ------------------------------------------------------------------------------------------------- keywords


def _from_keywords(text: str) -> dict[str, str]:
    parameters: dict[str, str] = {}
    previous: str | None = None
    for keyword, value in _pairs(text):
        _check_keyword(keyword, previous)
        parameters[keyword] = value
        previous = keyword
    if "\0" in "".join(parameters.values()):
        raise UsageError("the DSN holds a NUL character", hint=f"use {_FORMS}")
    _check_ports(parameters.get("port", ""))
    return parameters


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    previous = "its beginning"
    while at < len(text):
        head = re.compile(r"\s*([^\s=]+)\s*=\s*").match(text, at)
        if head is None:
            raise UsageError(f"the DSN is malformed after {previous}: a word without `=`", hint=_QUOTE_HINT)
        at = head.end()
        value: list[str] = []
        quoted = text.startswith("'", at)
        at += quoted
        while True:
            if at >= len(text):
                if quoted:
                    raise UsageError("the DSN is malformed: a quote is not closed", hint=_QUOTE_HINT)
                break
            letter = text[at]
            if letter == "\\" and at + 1 < len(text):
                at += 1
                letter = text[at]
            elif quoted and letter == "'":
                at += 1
                break
            elif not quoted and letter.isspace():
                break
            value.append(letter)
            at += 1
        yield head[1], "".join(value)
        previous = f"`{head[1]}`" if head[1] in KEYWORDS else previous
        at = (re.compile(r"\s*").match(text, at) or head).end()


def _check_keyword(keyword: str, previous: str | None) -> None:
    if keyword in KEYWORDS:
        return
    # The unknown word is not repeated: in `password=my secret=1` it is a part of the password.
    close = difflib.get_close_matches(keyword, KEYWORDS, n=1)
    place = f"after `{previous}`" if previous else "at its beginning"
    raise UsageError(
        f"the DSN has an unknown parameter {place}",
        hint=f"did you mean `{close[0]}`?" if close else _QUOTE_HINT,
    )


# ------------------------------------------------------------------------------------------------- URI


def _from_uri(rest: str) -> dict[str, str]:
    if re.search(r"[\s\0]", rest):
        raise UsageError("the URI of the target holds a space", hint=f"a space is %20; {_ENCODE_HINT}")
    authority, path, query = _split(rest)
    user_info, _, hosts = authority.rpartition("@")
    if "@" in user_info or (not user_info and "@" in path):
        raise UsageError("the user or password in the URI of the target holds a raw special character", hint=_ENCODE_HINT)
    parameters: dict[str, str] = {}
    user, colon, password = user_info.partition(":")
    if ":" in password:
        raise UsageError("the password in the URI of the target holds a raw `:`", hint=_ENCODE_HINT)
    parameters |= _hosts(hosts)
    if user:
        parameters["user"] = _decoded(user, "user")
    if colon and password:
        parameters["password"] = _decoded(password, "password")
    if path:
        parameters["dbname"] = _decoded(path, "database name")
    return parameters | _query(query)


def _split(rest: str) -> tuple[str, str, str]:
    if "#" in rest:
        raise UsageError("the URI of the target holds a raw `#`", hint=_ENCODE_HINT)
    before, _, query = rest.partition("?")
    authority, _, path = before.partition("/")
    if "@" in query and "@" not in before:
        raise UsageError("the password in the URI of the target holds a raw `?`", hint=_ENCODE_HINT)
    return authority, path, query


def _hosts(text: str) -> dict[str, str]:
    hosts: list[str] = []
    ports: list[str] = []
    for one in text.split(",") if text else ():
        if one.startswith("["):
            match = re.fullmatch(r"\[([0-9A-Fa-f:.%]+)\](?::(.*))?", one)
            if match is None:
                raise UsageError("the URI of the target has a malformed IPv6 address", hint="write [::1]:5432")
            host, port = match[1], match[2] or ""
        else:
            host, _, port = one.partition(":")
            if ":" in port or "]" in host:
                raise UsageError(
                    "the URI of the target has a malformed host",
                    hint=f"an IPv6 address is [::1]; {_ENCODE_HINT}",
                )
        hosts.append(_decoded(host, "host"))
        ports.append(port)
    found: dict[str, str] = {}
    if any(hosts):
        found["host"] = ",".join(hosts)
    if any(ports):
        found["port"] = ",".join(ports)
        _check_ports(found["port"])
    return found


def _check_ports(text: str) -> None:
    # Without an @ the password stands where the port is expected, so the text is not repeated.
    for port in text.split(",") if text else ():
        if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):  # noqa: PLR2004 - TCP has 16 bits for it
            raise UsageError("the port of the target is not a number from 1 to 65535", hint=f"use {_FORMS}")


def _query(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    previous: str | None = None
    for pair in text.split("&") if text else ():
        keyword, equals, value = pair.partition("=")
        if keyword in _OF_OTHERS:
            continue
        if not equals or ("=" in value and keyword != "options"):
            raise UsageError("the URI of the target has a malformed query", hint="write ?sslmode=require&connect_timeout=5")
        if keyword == "ssl":
            # JDBC's and asyncpg's spelling; libpq itself reads ssl=true so.
            keyword, value = "sslmode", {"true": "require", "false": "disable"}.get(value, value)
        _check_keyword(keyword, previous)
        found[keyword] = _decoded(value, keyword)
        previous = keyword
    _check_ports(found.get("port", ""))
    return found


def _decoded(text: str, what: str) -> str:
    if re.search(r"%(?![0-9A-Fa-f]{2})|%00", text):
        raise UsageError(f"the {what} in the URI of the target holds a malformed percent-encoding", hint=_ENCODE_HINT)
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise UsageError(f"the {what} in the URI of the target is not UTF-8", hint=_ENCODE_HINT) from None
