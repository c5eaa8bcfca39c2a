"""What must not be read: passwords and their like in options, connection strings and settings.

They are told apart by a digest that the server makes, cut to 16 bits. That says that two passwords differ, all but once in
65,536; and it says far too little to find out a password by trying a list of likely ones, whoever gets hold of a snapshot.
"""

from __future__ import annotations

from typing import LiteralString

LOOKS_SECRET: LiteralString = (
    "passw(or)?d(?!_required)|passphrase|passfile|secret|token|api_?key|private_?key|sslkey|credential|jwt"  # noqa: S105 - a pattern
)
"""A regular expression for names of options and settings that hold secrets."""


def digest(text: LiteralString) -> LiteralString:
    """An expression: the digest of a text."""
    return "left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(" + text + ", 'UTF8')), 'hex'), 4)"


def shown_options(options: LiteralString) -> LiteralString:
    """An expression: the options of a foreign object, `name=value`, sorted, as a JSON list; secrets by their digest.

    The order of options means nothing. An option that was never given has no entry; NULL where there are none at all.
    """
    return (
        "(select json_agg(o.option_name || '=' || case when o.option_name ~* '" + LOOKS_SECRET + "'"
        " then 'secret (' || " + digest("o.option_value") + " || ')' else o.option_value end"
        ' order by o.option_name collate "C")::text'
        " from pg_catalog.pg_options_to_table(" + options + ") o)"
    )
