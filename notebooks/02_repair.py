# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Repair: plan, rehearse, apply
#
# **Purpose.** Plan the repair of what an audit found, try it and its way back on a copy of the live schema, and apply
# it when its token is given.
#
# **Inputs.** An incident that was audited. **Needs.** To plan: a role that may connect. To apply: one that owns the
# touched objects. **Run time.** Seconds, and the time to copy the schema. **Writes to the database only when `confirm`
# is the plan's token**: Run All without it changes nothing.
#
# 1. Parameters
# 2. Plan
# 3. Rehearsal
# 4. Apply
# 5. Conclusion

# %% [markdown]
# ## 1. Parameters

# %% tags=["parameters"]
incident: str = "latest"  # the incident to repair
confirm: str = ""  # the plan's token; empty: nothing is changed
only: list = []  # names or patterns of the objects to repair; empty: all
drop: list = []  # names or patterns of unexpected objects that may be dropped; nothing else ever is
ways: list = []  # where rows are in the way: NAME=WAY, as the plan below offers it
maintenance: bool = False  # nobody else works meanwhile: the short way, in one transaction
target: str = ""  # name of a target; empty: the incident's own
reports: str = "reports"  # where incident folders are

# %%
from drifttools.notebook import apply_confirmed, begin, rehearse_once, result, review

inv = begin(target, incident=incident or "latest", reports=reports)
inv

# %% [markdown]
# ## 2. Plan
#
# Every statement with its lock, what it costs, and how it is taken back. `repair.sql` in the incident folder is the same
# as text. Rows that a change would fail on are counted first, by SELECT; such a change is left alone until one of its ways
# is chosen. Choose in the boxes and press "Plan again", or give the parameters that stand below the table. Then run the
# cells from section 3 on again. With a token the plan is not made again: it is the very one that the token is for.

# %%
reviewed = review(inv, only=only, drop=drop, ways=ways, maintenance=maintenance, confirm=confirm)
reviewed

# %% [markdown]
# ## 3. Rehearsal
#
# The plan and its way back run on a copy of the live schema. The live database is only read.

# %%
rehearsal = rehearse_once(inv, reviewed.plan)
rehearsal

# %% [markdown]
# ## 4. Apply
#
# Without the token this cell says what to do next, and has a field for it: only the token of the plan that was rehearsed
# above runs anything. The plan then runs under lock and statement timeouts, after checking that the touched objects are
# still what it was made for; a second time it changes nothing.

# %% tags=["writes"]
repaired = apply_confirmed(inv, reviewed.plan, rehearsal, confirm=confirm)
repaired

# %% [markdown]
# ## 5. Conclusion
#
# Without the token nothing was changed. After the apply, `03_verify` reads everything again, and the cell above has the
# command of the way back; `rollback.sql` is what it runs.

# %%
result(repaired.exit_code, incident=inv.incident, message=repaired.message)
