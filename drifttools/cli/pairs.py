"""`NAME=VALUE` as options and arguments give it."""

from __future__ import annotations

from drifttools.errors import UsageError


def pair(text: str, form: str, *, hint: str, empty: bool = False) -> tuple[str, str]:
    """The two parts of a text, cut at its first `=`.

    Args:
        text: As it was given.
        form: What was expected, in capitals: `COLUMN=SQL`.
        hint: What shows how it is written.
        empty: Whether the second part may be.

    Raises:
        UsageError: It is not of that form.
    """
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not (value.strip() or empty):
        raise UsageError(f"{text!r} is not {form}", hint=hint)
    return name, value
