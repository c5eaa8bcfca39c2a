"""The `drift.toml` of the demo's project, as its developers have one."""

from __future__ import annotations

from pathlib import Path

from drifttools.demos.project import toml
from drifttools.demos.session_requests.scenario import STUCK, STUCK_CUSTOMER, TARGET

WAY = "public.session_requests.session_requests_mechanic_id_fkey=quarantine"
"""What becomes of the requests whose mechanic is none."""
PARTNER = {
    "session_type": "t.type",
    "plan_code": "t.plan",
    "customer_name": "(select p.full_name from public.profiles p where p.id = t.customer_user_id)",
    "customer_email": "(select i.email from public.intakes i where i.id = t.intake_id)",
    "metadata": "jsonb_build_object('session_id', t.id, 'intake_id', t.intake_id)",
}
"""What the missing requests are made of: column to an expression over the session `t`."""

INVARIANT = "every customer who waits has a request"
_INVARIANT = f"""[[invariant]]
name = "{INVARIANT}"
description = "a session that is pending is one that some mechanic has to hear of"
every = "public.sessions"
has = "public.session_requests"
on = {{ customer_user_id = "customer_id" }}
where = "t.status = 'pending'"
"""
_QUERY = """[[smoke]]
name = "the service sees what waits"
sql = "select count(*) > 0 from session_requests where status = 'pending'"
expect = "true"
role = "service_role"
"""
_SECURITY = f"""[[rls]]
name = "the service"
role = "service_role"
tables = ["public.session_requests"]
allowed = ["select public.session_requests", "insert public.session_requests", "update public.session_requests"]

[[rls]]
name = "a customer"
role = "authenticated"
claims = {{ sub = "{STUCK_CUSTOMER}", role = "authenticated" }}
tables = ["public.session_requests"]
denied = ["insert public.session_requests", "update public.session_requests", "delete public.session_requests"]
"""


def configure(project: Path, dsn: str, url: str = "", scratch: str = "") -> Path:
    """Put a `drift.toml` into a copy of the project; returns the file.

    Args:
        project: The copy.
        dsn: The database.
        url: Of the service; without it there are no smoke tests.
        scratch: A server for scratch databases; else a private one is started.
    """
    lines = [
        *([f"scratch = {toml(scratch)}", ""] if scratch else []),
        f"[targets.{TARGET}]",
        f"dsn = {toml(dsn)}",
        'expected = "sql:supabase/migrations"',
        "",
        "[project]",
        'platform = "supabase"',
        "",
        "[code]",
        'paths = ["src"]',
        "",
        _INVARIANT,
        _SECURITY,
        *(_smoke(url) if url else ()),
    ]
    file = project / "drift.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def _smoke(url: str) -> list[str]:
    """What has to work: the service, the customer's form, the place where they wait, the dashboard, accepting."""
    asked = (
        ("the service is up", "GET", "/api/health", ""),
        (
            "a customer's form makes a request",
            "POST",
            "/api/intake/start?dry=1",
            """expect_text = '"session_request": "'""",
        ),
        (
            "the customer who waits has a request",
            "GET",
            f"/api/chat?id={STUCK}",
            'expect_json = { "session_request.status" = "pending" }',
        ),
        ("a mechanic's dashboard shows it", "GET", "/api/mechanics/requests", "expect_text = 'Customer12'"),
        (
            "a mechanic can accept it",
            "POST",
            "/api/mechanic/accept?dry=1",
            'expect_json = { "request.status" = "accepted" }',
        ),
    )
    requests = [
        f'[[smoke]]\nname = "{name}"\nmethod = "{method}"\nurl = {toml(url + path)}\n{expected}\n'
        for name, method, path, expected in asked
    ]
    return [*requests, _QUERY]
