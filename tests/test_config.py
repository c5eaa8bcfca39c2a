"""drift.toml: everything in it is known, typed and frozen, or it is an error with its place."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from drifttools.config import Config, load_config
from drifttools.errors import ConfigError, UsageError

FULL = """
expected = "alembic:alembic.ini"

[targets.prod]
env = "DT_TEST_URL"
expected = "snapshot:snapshots/prod"
scratch = "host=s user=u password=c4nary-s"

[targets.staging]
service = "staging"

[targets.local]
dsn = "postgresql://app:c4nary@localhost/shop"

[project]
python = ".venv/bin/python"
env = { DJANGO_SETTINGS_MODULE = "shop.settings" }
timeout_s = 60

[[ignore]]
kind = "index"
object = "public.tmp_*"
reason = "the search team rebuilds them"
until = 2027-01-31

[[ignore]]
attribute = "comment"
reason = "comments are edited by hand"
until = "2027-06-30"

[[invariant]]
name = "every order has a customer"
sql = "select id from public.orders where customer is null"

[[smoke]]
name = "home"
url = "https://shop.example/health"
method = "head"
expect_status = 204
expect_text = "ok"
headers_from_env = { Authorization = "SHOP_TOKEN" }
"""


def write(folder: Path, text: str) -> Path:
    """Write a drift.toml."""
    path = folder / "drift.toml"
    path.write_text(text)
    return path


def test_all_of_it(tmp_path: Path) -> None:
    """Every table arrives as a frozen value."""
    config = load_config(write(tmp_path, FULL))
    assert config.root == tmp_path
    assert set(config.targets) == {"prod", "staging", "local"}
    assert config.project.python == ".venv/bin/python"
    assert config.project.env == {"DJANGO_SETTINGS_MODULE": "shop.settings"}
    assert config.project.timeout_s == 60
    first, second = config.ignore
    assert (first.kind, first.object, first.until) == ("index", "public.tmp_*", date(2027, 1, 31))
    assert (second.attribute, second.until) == ("comment", date(2027, 6, 30))
    assert not first.expired(date(2027, 1, 31))
    assert first.expired(date(2027, 2, 1))
    assert config.invariants[0].sql.startswith("select id")
    assert (config.smoke[0].method, config.smoke[0].expect_status) == ("HEAD", 204)
    assert config.smoke[0].headers_from_env == {"Authorization": "SHOP_TOKEN"}
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.project.python = "x"  # type: ignore[misc]


def test_it_never_shows_a_password(tmp_path: Path) -> None:
    """Neither the repr of the configuration nor that of its targets holds a password."""
    config = load_config(write(tmp_path, FULL))
    assert "c4nary" not in repr(config)
    assert "c4nary" not in repr(config.target("local"))


def test_targets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A target is found by its name, by a service, or as a DSN, with its expected state and scratch server."""
    config = load_config(write(tmp_path, FULL))
    monkeypatch.setenv("DT_TEST_URL", "postgres://app:pw@db.example/shop")
    prod = config.target("prod")
    assert (prod.name, prod.parameters["host"], prod.expected) == ("prod", "db.example", "snapshot:snapshots/prod")
    assert prod.scratch is not None
    assert config.target("staging").parameters == {"service": "staging"}
    assert config.target("staging").expected == "alembic:alembic.ini"
    assert config.target("host=h dbname=d").where == "h, database d"
    services = tmp_path / "services"
    services.write_text("# mine\n[elsewhere]\nhost=e\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    assert config.target("elsewhere").parameters == {"service": "elsewhere"}


def test_an_unknown_target_lists_the_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown name is a usage error that lists the names of the file and the services."""
    services = tmp_path / "services"
    services.write_text("[elsewhere]\nhost=e\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    with pytest.raises(UsageError, match=r"prod, staging, local, elsewhere \(service\)"):
        load_config(write(tmp_path, FULL)).target("prdo")


def test_an_unset_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A target whose environment variable is not set says which one."""
    monkeypatch.delenv("DT_TEST_URL", raising=False)
    with pytest.raises(ConfigError, match=r"prod.*DT_TEST_URL is not set"):
        load_config(write(tmp_path, FULL)).target("prod")


def test_a_malformed_dsn_in_the_file(tmp_path: Path) -> None:
    """A malformed DSN in the file names the target, not the password."""
    config = load_config(write(tmp_path, '[targets.bad]\ndsn = "postgresql://a:c4nary%zz@h/d"'))
    with pytest.raises(ConfigError, match="target 'bad'") as caught:
        config.target("bad")
    assert "c4nary" not in str(caught.value)


def test_a_password_file_must_be_private(tmp_path: Path) -> None:
    """A password file that others can read is refused, because libpq would ignore it in silence."""
    secret = tmp_path / "pgpass"
    secret.write_text("*:*:*:*:pw")
    config = load_config(write(tmp_path, '[targets.p]\ndsn = "host=h"\npassfile = "pgpass"'))
    secret.chmod(0o644)
    with pytest.raises(ConfigError, match="others can read") as caught:
        config.target("p")
    assert "chmod 600" in str(caught.value)
    secret.chmod(0o600)
    assert config.target("p").parameters["passfile"] == str(secret)
    secret.unlink()
    with pytest.raises(ConfigError, match="cannot be read"):
        config.target("p")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[target.prod]\ndsn='x'", r"unknown key 'target'(.|\n)*did you mean 'targets'"),
        ("[targets.prod]\ndns='host=h'", r"\[targets.prod\] in .*drift.toml has an unknown key 'dns'(.|\n)*'dsn'"),
        ("[targets.prod]\ndsn='host=h'\nenv='X'", "exactly one of dsn, service and env"),
        ("[targets.prod]", "exactly one of dsn, service and env"),
        ("[targets]\nprod = 'host=h password=c4nary'", r"tables: \[targets.NAME\]"),
        ("[targets.prod]\ndsn = 5", "wrong value for 'dsn'"),
        ("[project]\ntimeout_s = -1", "a number above 0"),
        ("[project]\nplatform = 'nowhere'", "no platform"),
        ("[project]\npyhton = 'x'", "did you mean 'python'"),
        ("[project]\nenv = { A = 1 }", "a table of texts"),
        ("[[ignore]]\nkind='index'\nuntil=2027-01-01", r"\[\[ignore\]\] number 1 .* lacks 'reason'"),
        ("[[ignore]]\nkind='index'\nreason=' '\nuntil=2027-01-01", "lacks 'reason'"),
        ("[[ignore]]\nkind='index'\nreason='x'", "lacks 'until'"),
        ("[[ignore]]\nkind='index'\nreason='x'\nuntil='soon'", "wrong value for 'until'"),
        ("[[ignore]]\nreason='x'\nuntil=2027-01-01", "ignore everything"),
        ("[[smoke]]\nname='x'", "lacks 'url', 'sql' or 'command'"),
        ("[[smoke]]\nname='x'\nurl='u'\nexpect_status='200'", "a whole number"),
        ("[smoke]\nname='x'", r"tables: \[\[smoke\]\]"),
        ("ignore = 3", r"tables: \[\[ignore\]\]"),
        ("x = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    """Each fault names the place and the file, and never shows a value."""
    with pytest.raises(ConfigError, match=message) as caught:
        load_config(write(tmp_path, text))
    assert "drift.toml" in str(caught.value)
    assert "c4nary" not in str(caught.value)


def test_it_is_searched_upward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a path the nearest drift.toml above the current directory is read."""
    path = write(tmp_path, "expected = 'sql:schema'")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert load_config().path == path
    assert load_config().root == tmp_path


def test_it_is_optional(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file there are defaults and a DSN is enough; a file that was named must exist."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "none"))
    monkeypatch.delenv("PGSYSCONFDIR", raising=False)
    assert load_config() == Config()
    assert load_config().target("postgresql://h/d").parameters == {"host": "h", "dbname": "d"}
    with pytest.raises(UsageError, match="known are: none"):
        load_config().target("prod")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "absent.toml")
