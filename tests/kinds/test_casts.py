"""The casts that a change of type is written with are the ones that the server has."""

from __future__ import annotations

import itertools

import psycopg

from drifttools.catalog.server import PrivateServer
from drifttools.kinds.casts import _KNOWN, through_text  # the list itself is the claim


def test_the_server_has_every_cast_that_is_used_directly(major: int, server: PrivateServer) -> None:
    """A pair that does not go through text can be cast, on every server; so can each type to text and back."""
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        for one, other in itertools.permutations(sorted(_KNOWN), 2):
            way = f"::{one}::text::{other}" if through_text(one, other) else f"::{one}::{other}"
            try:
                connection.execute(f"select null{way}".encode())
            except psycopg.Error as problem:
                message = f"{major}: {one} to {other}: {problem}"
                raise AssertionError(message) from problem
