"""Stand-ins of the extensions that the wheel lacks: the same functions, and never a wrong value."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from drifttools.catalog.binaries import system_servers
from drifttools.catalog.server import PrivateServer

MAJORS = sorted({18, *(found.major for found in system_servers())})


@pytest.fixture(scope="module", params=MAJORS)
def own(request: pytest.FixtureRequest) -> Iterator[PrivateServer]:
    """Give one running server per major that the machine has."""
    with PrivateServer(request.param) as server:
        yield server


@pytest.mark.parametrize("extension", ["uuid-ossp", "pgcrypto"])
def test_extensions_that_the_wheel_lacks(own: PrivateServer, extension: str) -> None:
    """The two extensions of nearly every schema can be created, with functions that answer."""
    own.create_database("ext")
    try:
        with psycopg.connect(own.dsn("ext"), autocommit=True) as connection:
            connection.execute(psycopg.sql.SQL("CREATE EXTENSION {}").format(psycopg.sql.Identifier(extension)))
            if extension == "uuid-ossp":
                row = connection.execute(
                    "SELECT uuid_generate_v4() <> uuid_generate_v4(),"
                    " uuid_generate_v3(uuid_ns_dns(), 'www.example.com')::text"
                ).fetchone()
                assert row == (True, "5df41881-3aed-3515-88a7-2f4a814cf09e")
            else:
                row = connection.execute(
                    "SELECT encode(digest('abc', 'sha256'), 'hex'), length(gen_random_bytes(40))"
                ).fetchone()
                assert row == ("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 40)
    finally:
        own.drop_database("ext")


SIGNATURES = """
SELECT p.proname::text, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
p.provolatile::text,
       p.proisstrict, p.proparallel::text
FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
JOIN pg_extension e ON e.oid = d.refobjid WHERE e.extname = %s ORDER BY 1, 2
"""


@pytest.mark.skipif(not system_servers(), reason="no system PostgreSQL with the real extensions")
@pytest.mark.parametrize(("extension", "version"), [("uuid-ossp", "1.1"), ("pgcrypto", "1.3")])
def test_stand_ins_declare_the_same_functions(extension: str, version: str) -> None:
    """A stand-in's functions equal the real extension's in names, arguments, results and flags."""

    def signatures(major: int) -> list[tuple[object, ...]]:
        with PrivateServer(major) as server, psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute(
                psycopg.sql.SQL("CREATE EXTENSION {} VERSION {}").format(
                    psycopg.sql.Identifier(extension), psycopg.sql.Literal(version)
                )
            )
            return connection.execute(SIGNATURES, (extension,)).fetchall()

    assert signatures(18) == signatures(min(found.major for found in system_servers()))


def test_stand_in_says_that_it_is_one() -> None:
    """What a stand-in cannot compute ends in an error that says so, never in a wrong value."""
    with PrivateServer(18) as server, psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION pgcrypto")
        if connection.execute("SELECT prosrc FROM pg_proc WHERE proname = 'crypt'").fetchone() == ("pg_crypt",):
            pytest.skip("this PostgreSQL 18 has the real pgcrypto")
        with pytest.raises(psycopg.errors.FeatureNotSupported, match="stand-in: crypt is not available"):
            connection.execute("SELECT crypt('a', 'b')")
