"""Expressions that PostgreSQL prints in several spellings and that always mean the same."""

from __future__ import annotations

import re

# CURRENT_TIMESTAMP(3) rounds, and is another value; so is what a function `now` of the user's gives, which is printed with
# its schema. What stands in quotes is passed over.
_TRANSACTION_BEGAN = re.compile(
    r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|(?<![\w.$"])(?:now\(\)|transaction_timestamp\(\)|CURRENT_TIMESTAMP\b(?!\())"""
)


def one_spelling(text: str) -> str:
    """An expression as the server prints it, with one spelling for the time at which the transaction began.

    `now()`, `transaction_timestamp()` and `CURRENT_TIMESTAMP` are of one type and always of one value. The server keeps
    which was written: the last is no function to it, and models and migrations often do not write the same.

    Args:
        text: Printed with an empty `search_path`, so that a bare name is the server's own.
    """
    return _TRANSACTION_BEGAN.sub(lambda found: found[1] or "CURRENT_TIMESTAMP", text)
