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
# # Verify: is it what it should be now?
#
# **Purpose.** Prove a repair: read everything again, compare again, check each step, count rows, ask the endpoints.
#
# **Inputs.** An incident that was audited. **Needs.** A role that may connect; for the smoke tests, the application.
# **Run time.** As the audit. **Read-only** in the database. Writes into the incident folder.
#
# 1. Parameters
# 2. Verification
# 3. Conclusion

# %% [markdown]
# ## 1. Parameters

# %% tags=["parameters"]
incident: str = "latest"  # the incident to verify
smoke: bool = True  # whether the smoke tests of drift.toml are run
target: str = ""  # name of a target; empty: the incident's own
reports: str = "reports"  # where incident folders are

# %%
from drifttools.notebook import begin, result

inv = begin(target, incident=incident or "latest", reports=reports)
inv

# %% [markdown]
# ## 2. Verification
#
# Each check is PASS, FAIL, PARTIAL or NOT RUN with the reason; each has the query that anybody can repeat.

# %%
verdict = inv.verify(smoke=smoke)
verdict

# %% [markdown]
# ## 3. Conclusion
#
# Only PASS is a pass. Next: `04_incident_report`. Where a check failed: the way back is in `rollback.sql`.

# %%
result(verdict, incident=inv.incident, message=f"verification: {verdict.state}")
