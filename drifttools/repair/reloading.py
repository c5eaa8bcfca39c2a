"""PostgREST reads the schema again when the repair is committed: a message in its transaction, as the last step."""

from __future__ import annotations

from dataclasses import replace

from drifttools.model.plan import Plan, Step
from drifttools.repair.hazards import rule_of
from drifttools.sql.compose import compose, name, value

KIND = "message"
CHANNEL = "pgrst"


def with_reload(plan: Plan, because: str) -> Plan:
    """The plan with the message at its end; as it is where it changes nothing.

    Args:
        plan: The plan.
        because: What shows that PostgREST serves this database.
    """
    if not plan.steps:
        return plan
    notify = str(compose("notify {}, {}", name(CHANNEL), value("reload schema")))
    alone = "" if plan.transactional else "the way back sends it before its own changes: send it again when it is done"
    step = Step(
        id=f"s{len(plan.steps) + 1:02}",
        title="have PostgREST read the schema again",
        kind=KIND,
        key=(CHANNEL,),
        findings=(),
        statements=(notify,),
        # heard when the way back is committed
        inverse=(notify,),
        hazards=(rule_of("notify").met_by(CHANNEL),),
        notes=tuple(filter(None, (because, alone))),
    )
    return replace(plan, steps=(*plan.steps, step))
