"""Redaction: by value in every form, by pattern as a second net, and twice is as good as once."""

from __future__ import annotations

import base64
import io
import json
import logging
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drifttools.redact import RedactingFilter, Redactor, redactor, variants

SECRET = "h@rd/to guess\\'ü%"


@pytest.mark.parametrize(
    "form",
    [
        SECRET,
        quote(SECRET, safe=""),
        quote_plus(SECRET),
        repr(SECRET)[1:-1],
        json.dumps(SECRET)[1:-1],
        base64.b64encode(SECRET.encode()).decode(),
        SECRET.replace("\\", "\\\\").replace("'", "\\'"),
        SECRET.replace("'", "''"),
    ],
)
def test_every_form_is_removed(form: str) -> None:
    """A known secret is removed in each form that texts carry it in."""
    mine = Redactor()
    mine.add(SECRET)
    assert form not in mine.clean(f"before {form} after")
    assert mine.clean(f"before {form} after").startswith("before ***")


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_no_secret_survives(secret: str, before: str, after: str) -> None:
    """Whatever the secret, its long or special forms are gone from the text."""
    mine = Redactor()
    mine.add(secret)
    for form in variants(secret):
        if len(form) >= 12 and "*" not in form:
            assert form not in mine.clean(before + form + after)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://app:c4nary@h/db",
        "postgres+psycopg://app:c4n@ry/c4nary@h/db",
        "host=h password=c4nary dbname=x",
        "host=h password = 'c4nary \\' c4nary' dbname=x",
        "https://h/?sslpassword=c4nary&x=1",
        "PGPASSWORD=c4nary psql",
        '{"password": "c4nary"}',
        "{'password': 'c4nary'}",
        "ALTER ROLE app PASSWORD 'c4nary'",
    ],
)
def test_patterns_catch_what_nobody_told_us(text: str) -> None:
    """A password that was never made known is removed where its surroundings give it away."""
    cleaned = Redactor().clean(text)
    assert "c4n" not in cleaned
    assert "***" in cleaned


def test_the_rest_stays() -> None:
    """Host, user and database, and texts without secrets, are left as they are."""
    mine = Redactor()
    assert mine.clean("postgresql://app:c4nary@h:5432/db?x=1") == "postgresql://app:***@h:5432/db?x=1"
    assert mine.clean("host=h password=c4nary dbname=x") == "host=h password=*** dbname=x"
    for text in ("postgresql://h/db", "the password of app", 'column "password" of users', "a: b@c.d"):
        assert mine.clean(text) == text


def test_a_short_secret_spares_words() -> None:
    """A password that is an ordinary word is removed where it stands alone and leaves longer words whole."""
    mine = Redactor()
    mine.add("postgres")
    assert mine.clean("postgresql, user postgres; x_postgres_y") == "postgresql, user ***; x_***_y"


def test_a_secret_within_a_secret() -> None:
    """Of two secrets of which one holds the other, neither leaves a part behind."""
    mine = Redactor()
    mine.add("long-secret")
    mine.add("long-secret-and-tail")
    assert mine.clean("long-secret-and-tail") == "***"


@given(st.text(max_size=80))
def test_cleaning_twice(text: str) -> None:
    """Cleaning what is clean changes nothing."""
    mine = Redactor()
    mine.add("sec ret!")
    once = mine.clean(text + " password=abc sec ret! x://u:p@h")
    assert mine.clean(once) == once


def test_nothing_is_no_secret() -> None:
    """None and the empty text do not turn every text into asterisks."""
    mine = Redactor()
    mine.add(None)
    mine.add("")
    assert mine.clean("abc") == "abc"


def test_the_log_is_clean() -> None:
    """Message, arguments and traceback of a log record pass without the secret."""
    redactor.add("log-c4nary-secret")
    sink = io.StringIO()
    handler = logging.StreamHandler(sink)
    handler.addFilter(RedactingFilter())
    log = logging.getLogger("drifttools.test")
    log.addHandler(handler)
    try:
        log.error("cannot use %s", "log-c4nary-secret")
        try:
            raise ValueError("log-c4nary-secret")  # noqa: TRY301
        except ValueError:
            log.exception("failed", stack_info=True)
    finally:
        log.removeHandler(handler)
    assert "c4nary" not in sink.getvalue()
    assert "ValueError: ***" in sink.getvalue()
    assert "cannot use ***" in sink.getvalue()
