"""Incident folders as stages leave them, built by hand from the model's values."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from drifttools.incident.folder import IncidentFolder
from drifttools.incident.record import (
    Applied,
    Counts,
    Event,
    FindingEntry,
    FindingsFile,
    Incident,
    RowCount,
    Status,
    StepResult,
)
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.codec import canonical_json
from drifttools.model.finding import Change, Finding, Findings, Ignored, NotCompared, Severity
from drifttools.model.plan import Hazard, Lock, Plan, Probe, Step, Unplanned
from drifttools.model.snapshot import Server
from drifttools.model.verdict import Check, State, Verdict

OPENED = datetime(2026, 1, 14, 20, 41, 12, tzinfo=UTC)
TABLES = {
    "user_profile_about_item": ("0032_add_profile_about_item", 1_204),
    "user_profile_activity": ("0055_add_profile_activity", 48_211),
    "user_profile_bounty": ("0048_add_bounty", 317),
    "user_profile_hardware_setup": ("0036_add_hardware_setup", 902),
    "user_profile_notification_preferences": ("0046_add_notification_preferences", 5_120),
    "user_profile_showcase": ("0030_add_profile_showcase", 2_044),
    "user_profile_showcase_slot": ("0031_add_showcase_slot", 6_132),
    "user_profile_skill_endorsement": ("0052_add_skill_endorsement", 11_980),
    "user_profile_social_link": ("0034_add_social_link", 3_377),
    "user_profile_stream_config": ("0059_add_stream_config", 88),
    "user_profile_trophy_shelf": ("0040_add_trophy_shelf", 640),
    "user_profile_wallet_settings": ("0042_add_wallet_settings", 5_120),
}
ENDPOINTS = ("GET /healthz", "GET /me/settings/", "GET /@amber-001/", "GET /staff/overview/")
SERVER = Server("postgresql", "16.9", 160009, "playerhub", "7446512345678901234", "dt_audit")
COUNTS = {"table": 31, "column": 288, "constraint": 97, "index": 84, "sequence": 29}


def at(seconds: float) -> datetime:
    """A moment after the opening of the incident."""
    return OPENED + timedelta(seconds=seconds)


# ------------------------------------------------------------------------------------------------ findings


def moved() -> tuple[Finding, ...]:
    """Twelve tables that are in test_schema."""
    return tuple(
        Finding(
            "table", ("public", table), Change.MOVED, expected=f"public.{table}", actual=f"test_schema.{table}",
            found_key=("test_schema", table),
        )
        for table in TABLES
    )  # fmt: skip


def others() -> tuple[Finding, ...]:
    """A missing column, an index nobody asked for, and what follows from a move."""
    return (
        Finding(
            "column", ("public", "teams_membership", "left_at"), Change.MISSING, parent="public.teams_membership",
            expected="timestamp with time zone",
        ),
        Finding(
            "index", ("public", "tmp_membership_joined"), Change.UNEXPECTED, severity=Severity.WARNING,
            actual="CREATE INDEX tmp_membership_joined ON public.teams_membership USING btree (joined_at)",
        ),
        Finding(
            "constraint", ("public", "user_profile_showcase_slot", "slot_showcase_fk"), Change.CHANGED, "definition",
            expected="FOREIGN KEY (showcase_id) REFERENCES public.user_profile_showcase(id)",
            actual="FOREIGN KEY (showcase_id) REFERENCES test_schema.user_profile_showcase(id)",
            parent="public.user_profile_showcase_slot", follows=moved()[5].id,
        ),
    )  # fmt: skip


def findings(*records: Finding, ignored: tuple[Ignored, ...] = (), silent: tuple[NotCompared, ...] = ()) -> FindingsFile:
    """`findings.json` of one audit."""
    entries = tuple(FindingEntry(record.id, record) for record in records)
    expected, actual = (hashlib.sha256(side).hexdigest() for side in (b"expected", b"actual"))
    return FindingsFile(at(38), expected, actual, COUNTS, entries, ignored, silent)


def audited() -> Findings:
    """The same findings as the value that an audit gives."""
    return Findings(moved() + others(), (stray_view(),), (views(),))


def stray_view() -> Ignored:
    """A finding that an ignore rule takes out."""
    view = Finding("view", ("public", "bi_daily"), Change.UNEXPECTED, severity=Severity.WARNING)
    return Ignored(view, "owned by the reporting team", "2026-06-30")


def views() -> NotCompared:
    """Something that a Django project says nothing about."""
    return NotCompared("privileges", "Django's migrations say nothing about them")


def cause() -> Cause:
    """One cause for the twelve."""
    listed = ", ".join(f"test_schema.{table}" for table in TABLES)
    return Cause(
        "wrong-schema",
        "What user_profile 0030 to 0059 created is in test_schema instead of public: 12 tables. Nothing else is.",
        Confidence.PROVEN,
        tuple(finding.id for finding in moved()),
        (
            Evidence(
                f"They are in test_schema: {listed}.",
                "select relnamespace::regnamespace, relname, relkind from pg_class"
                " where relname in ('user_profile_about_item', 'user_profile_activity', 'user_profile_bounty')",
            ),
            Evidence(
                "django_migrations notes the 12 migrations as applied, on 2025-12-31.",
                "select app, name, applied from django_migrations",
            ),
            Evidence(
                'The search_path of app is "$user", public: it does not reach test_schema.', "catalog.search_path('app')"
            ),
            *(
                Evidence(f"user_profile.{migration} creates {table}.", f"apps/user_profile/migrations/{migration}.py:14")
                for table, (migration, _) in TABLES.items()
            ),
        ),
        (
            RuledOut("The migrations were never applied.", "django_migrations notes all 12 as applied."),
            RuledOut(
                "A copy of the database was restored into test_schema.",
                "A copy would hold the tables of other migrations too; test_schema holds none of the 19.",
            ),
        ),
        "Move them back with ALTER TABLE ... SET SCHEMA public; no row is copied. Next: drift plan",
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------ repair


def steps() -> tuple[Step, ...]:
    """Twelve moves and one new column."""
    made = [
        Step(
            f"s{number:02}", f"move table test_schema.{table} to schema public", "table", ("test_schema", table),
            (finding.id,), (f"alter table test_schema.{table} set schema public",),
            (f"alter table public.{table} set schema test_schema",),
            lock=Lock.ACCESS_EXCLUSIVE, locked=(f"test_schema.{table}",),
            hazards=(Hazard("set-schema", f"moves test_schema.{table} to another schema"),),
            preconditions=(Probe("the name is free", f"select (to_regclass('public.{table}') is null)::text", "true"),),
            carried=(
                f"index {table}_pkey", f"index {table}_user_profile_id", f"sequence {table}_id_seq",
                f"constraint {table}_pkey",
            ),
            stays=("Text in function bodies that names test_schema stays as it is.",) if number == 1 else (),
        )
        for number, (table, finding) in enumerate(zip(TABLES, moved(), strict=True), start=1)
    ]  # fmt: skip
    column = Step(
        "s13", "create column public.teams_membership.left_at", "column", ("public", "teams_membership", "left_at"),
        (others()[0].id,), ("alter table public.teams_membership add column left_at timestamp with time zone",),
        ("alter table public.teams_membership drop column left_at",), lock=Lock.ACCESS_EXCLUSIVE,
        locked=("public.teams_membership",), hazards=(Hazard("add-column", "adds a column to public.teams_membership"),),
    )  # fmt: skip
    return (*made, column)


def plan() -> Plan:
    """The repair; the index nobody asked for is left alone."""
    left = Unplanned(others()[1].id, "nothing is dropped unless it is named: --drop 'public.tmp_membership_joined'")
    focus = tuple(("public", table) for table in TABLES)
    fingerprint = hashlib.sha256(b"focus").hexdigest()
    return Plan("prod", "playerhub", SERVER.system_identifier, at(95), steps(), (left,), focus, fingerprint)


def journal(records: int = 30) -> str:
    """A journal as the executor chains it."""
    last, lines = hashlib.sha256(b"drifttools journal 1").hexdigest(), []
    for number in range(1, records + 1):
        record = {"seq": number, "at": at(650).isoformat(), "event": "done" if number < records else "applied"}
        last = hashlib.sha256(bytes.fromhex(last) + canonical_json(record).encode()).hexdigest()
        lines.append(canonical_json({**record, "hash": last}))
    return "\n".join(lines) + "\n"


def head(text: str) -> str:
    """The hash of the last record."""
    return text.rstrip("\n").rpartition('"hash":"')[2][:64]


def applied(direction: str = "forward", outcome: str = "applied", state: str = "done, not yet committed") -> Applied:
    """What came of the steps, 3 ms each."""
    start = 642.0 if direction == "forward" else 1_900.0
    results = tuple(
        StepResult(step.id, state, at(start + 0.003 * place), at(start + 0.003 * (place + 1)), 3, 3 + 2 * place)
        for place, step in enumerate(steps())
    )
    name = "7301" if direction == "forward" else "7344"
    return Applied(plan().id, direction, outcome, at(start - 0.5), at(start + 0.041), results, name, 41, 0, head(journal()))


def counts(schema: str, seconds: float) -> Counts:
    """Exact counts of the twelve."""
    rows = tuple(
        RowCount(f"{schema}.{table}", rows, "exact", f"select count(*) from {schema}.{table}")
        for table, (_, rows) in TABLES.items()
    )
    return Counts(at(seconds), rows)


def snapshot(folder: IncidentFolder, name: str, schema: str) -> None:
    """What a saved snapshot holds of the twelve: 9 columns, 3 indexes and 3 constraints each."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    (folder.path / name).mkdir()
    for kind, number in (("column", 9), ("index", 3), ("constraint", 3)):
        rows = [(schema, table) for table in TABLES for _ in range(number)]
        columns = {"schema": [row[0] for row in rows], "table": [row[1] for row in rows]}
        pq.write_table(pa.table(columns), folder.path / name / f"{kind}.parquet")


def smoke(*, works: bool) -> tuple[Check, ...]:
    """Four endpoints; all but the first fail while the tables are astray, the last one only in part."""
    missing = '500: relation "user_profile_about_item" does not exist'
    empty = "the status is right, but the answer lacks 'items'"
    broken = (
        *(Check("smoke", path, State.FAIL, "200", missing, path) for path in ENDPOINTS[1:-1]),
        Check("smoke", ENDPOINTS[-1], State.PARTIAL, "200", "200", ENDPOINTS[-1], reason=empty),
    )
    right = tuple(Check("smoke", path, State.PASS, "200", "200", path) for path in ENDPOINTS)
    return right if works else (right[0], *broken)


def verification() -> Verdict:
    """Everything that is checked after an apply."""
    conditions = tuple(
        Check(f"step {step.id}", f"{step.title}: done", State.PASS, "true", "true", "select true", duration_ms=1)
        for step in steps()
    )
    return Verdict(
        (
            Check("re-audit", "nothing differs from the expected state", State.PASS, "0", "0", "drift audit prod"),
            Check("scope", "nothing outside the plan changed", State.PASS, "529 equal", "529 equal", duration_ms=40),
            *conditions,
            *smoke(works=True),
        )
    )  # fmt: skip


def rehearsal() -> Verdict:
    """Forward and back on a copy."""
    names = (
        "the copy equals the live schema",
        "forward: the plan ends at the expected state",
        "back: the copy is as before",
    )
    return Verdict(
        tuple(Check("rehearsal", name, State.PASS, "equal", "equal", "pg_dump -s", duration_ms=900) for name in names)
    )


EVENTS = (
    Event(
        datetime(2025, 12, 31, 23, 40, tzinfo=UTC),
        "user_profile 0030 to 0059 noted as applied",
        "django_migrations.applied",
    ),
    Event(at(0), "Incident opened", "drift audit"),
    Event(at(38), "Audit: 15 findings, 1 cause", "findings.json"),
    Event(at(95), "Repair planned, 13 steps", "plan.json"),
    Event(at(410), "Rehearsed forward and back: PASS", "rehearsal.json"),
    Event(at(642.041), "Repair committed", "journal 30"),
    Event(at(671), "Verified: 19 of 19 checks", "verification.json"),
)


def incident(name: str, status: Status, events: tuple[Event, ...] = EVENTS) -> Incident:
    """The identity of the case."""
    return Incident(
        name, "Twelve profile tables in test_schema instead of public", "prod", "django:project/manage.py", OPENED, status,
        SERVER, events, {"drifttools": "0.1.0", "python": "3.11.7", "platform": "Linux x86_64"},
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------ folders


def full(root: Path) -> IncidentFolder:
    """Found, planned, rehearsed, applied, verified."""
    folder = IncidentFolder.create(root, incident("2026-01-14-profile-tables", Status.VERIFIED))
    folder.write("findings.json", findings(*moved(), *others(), ignored=(stray_view(),), silent=(views(),)))
    folder.write("causes.json", (cause(),))
    folder.write("plan.json", plan())
    folder.write_text("repair.sql", "".join(f"{sql};\n" for step in steps() for sql in step.statements))
    folder.write_text("rollback.sql", "".join(f"{sql};\n" for step in reversed(steps()) for sql in step.inverse))
    folder.write_text("0060_drifttools_repair.py", "# a migration\n")
    folder.write("smoke-before.json", Verdict(smoke(works=False)))
    folder.write("counts-before.json", counts("test_schema", 640))
    snapshot(folder, "actual", "test_schema")
    folder.write("rehearsal.json", rehearsal())
    folder.write_text("journal.jsonl", journal())
    folder.write("applied.json", applied())
    folder.write("counts-after.json", counts("public", 660))
    snapshot(folder, "after", "public")
    folder.write("verification.json", verification())
    return folder


def audit_only(root: Path) -> IncidentFolder:
    """Found and explained, nothing else."""
    folder = IncidentFolder.create(root, incident("2026-01-14-audit-only", Status.DETECTED, EVENTS[1:3]))
    folder.write("findings.json", findings(*moved(), *others()))
    folder.write("causes.json", (cause(),))
    return folder


def clean(root: Path) -> IncidentFolder:
    """An audit without a finding."""
    folder = IncidentFolder.create(root, incident("2026-01-14-clean", Status.CLEAN, EVENTS[1:2]))
    folder.write("findings.json", findings())
    folder.write("causes.json", ())
    return folder


def could_not_check(root: Path) -> IncidentFolder:
    """One table was locked; whether it drifted is not known."""
    locked = "locked (ACCESS EXCLUSIVE) by pid 3181"
    unread = Finding("table", ("public", "audit_log"), Change.UNKNOWN, expected="table", actual=locked)
    folder = IncidentFolder.create(root, incident("2026-01-14-could-not-check", Status.INCOMPLETE, EVENTS[1:2]))
    folder.write("findings.json", findings(unread))
    folder.write("causes.json", ())
    return folder


def rolled_back(root: Path) -> IncidentFolder:
    """Applied, a smoke test failed, taken back."""
    folder = full(root / "made")
    late = Event(at(1_900), "Way back run after a failed check", "journal 60")
    folder.note(late.at, late.what, late.source, status=Status.ROLLED_BACK)
    failing = Check(
        "smoke", ENDPOINTS[2], State.FAIL, "200", "500: stale plan", ENDPOINTS[2], reason="the view team_page is stale"
    )
    folder.write("verification.json", Verdict((*verification().checks[:-2], failing, verification().checks[-1])))
    folder.write("rolled_back.json", applied("back", "rolled back", "undone"))
    return folder


HOSTILE = (
    "<script>alert(1)</script>", "a|b`c", "x'; drop table t; --", "line\nbreak", "\u202etxet", "${7*7}{{7*7}}",
    "[click](http://evil.example/)", "0123456789" * 6,
)  # fmt: skip


def hostile(root: Path) -> IncidentFolder:
    """Names that try to break out of every place where they are shown."""
    made = tuple(
        Finding(
            "table",
            ("public", name),
            Change.MOVED,
            expected=f"public.{name}",
            actual=f"app.{name}",
            found_key=("app", name),
        )
        for name in HOSTILE
    )
    todo = tuple(
        Step(
            f"s{number:02}", f"move table app.{name} to schema public", "table", ("app", name), (finding.id,),
            (f'alter table app."{name}" set schema public',), (f'alter table public."{name}" set schema app',),
            lock=Lock.ACCESS_EXCLUSIVE, locked=(f'app."{name}"',), carried=(f"index {name}",),
        )
        for number, (name, finding) in enumerate(zip(HOSTILE, made, strict=True), start=1)
    )  # fmt: skip
    told = Cause(
        "wrong-schema",
        f"{HOSTILE[0]} is in app.",
        Confidence.LIKELY,
        tuple(f.id for f in made),
        (Evidence(HOSTILE[6], HOSTILE[2]),),
    )
    folder = IncidentFolder.create(
        root, incident("2026-01-14-hostile", Status.PLANNED, (Event(at(0), HOSTILE[3], HOSTILE[1]),))
    )
    folder.write("findings.json", findings(*made))
    folder.write("causes.json", (told,))
    folder.write("plan.json", Plan("prod", "playerhub", "1", at(9), todo))
    rows = tuple(RowCount(f"app.{name}", 1, "exact", f'select count(*) from app."{name}"') for name in HOSTILE)
    folder.write("counts-before.json", Counts(at(5), rows))
    return folder
