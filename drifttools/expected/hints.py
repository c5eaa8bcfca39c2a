"""What to do about what a scratch server says, where we know it better than the server."""

from __future__ import annotations

import re

_PLATFORM_SCHEMA = re.compile(r'schema "(auth|storage|realtime|vault|extensions|cron)" does not exist')
_NO_EXTENSION = re.compile(r"could not open extension|extension .* is not available")
_OTHER_DIALECT = re.compile(r"syntax error at or near \"(?:PRAGMA|AUTOINCREMENT|`|AUTO_INCREMENT|ENGINE)\"", re.IGNORECASE)


def hint_of(message: str) -> str | None:
    """The remedy for a message of the server; None where there is none that always holds.

    Args:
        message: Its primary message.
    """
    if _NO_EXTENSION.search(message):
        return (
            "install the extension for the PostgreSQL of this machine, "
            "or set `scratch = DSN` in drift.toml to a server that has it"
        )
    platform = _PLATFORM_SCHEMA.search(message)
    if platform:
        return (
            f'the platform makes schema {platform[1]!r}, not these files: set platform = "supabase" under [project] in '
            "drift.toml, or put a file that declares what they use of it before them"
        )
    if _OTHER_DIALECT.search(message):
        return (
            "the project takes its database for another one than PostgreSQL: put the variable that names its database "
            "under [project.env] in drift.toml with any URL of PostgreSQL: the scratch database is what it leads to"
        )
    return None
