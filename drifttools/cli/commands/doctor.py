"""`drift doctor`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("doctor")
@click.argument("targets", nargs=-1)
@pass_session
def command(session: Session, targets: tuple[str, ...]) -> int:
    """Check this machine, drift.toml and TARGETS (all of drift.toml without them). Reads only."""
    from drifttools.investigation.checking import doctor

    verdict = doctor(session.config, targets or tuple(session.config.targets))
    session.show(verdict.document(), folded=True)
    return 3 if any(check.state == "FAIL" for check in verdict.checks) else 0
