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
# # Incident report
#
# **Purpose.** Write the report of an incident: what happened, why, what was changed, how it was proven.
#
# **Inputs.** An incident, at any stage: what has not happened is said as such. **Needs.** Only its folder, no database.
# **Run time.** Seconds. **Read-only** in the database. Writes `report.md`, `report.html` and `report.json`.
#
# 1. Parameters
# 2. Report
# 3. Conclusion

# %% [markdown]
# ## 1. Parameters

# %% tags=["parameters"]
incident: str = "latest"  # the incident to report
target: str = ""  # name of a target; empty: the incident's own
reports: str = "reports"  # where incident folders are

# %%
from drifttools.notebook import begin, result

inv = begin(target, incident=incident or "latest", reports=reports)
inv

# %% [markdown]
# ## 2. Report

# %%
report = inv.report()
report

# %% [markdown]
# ## 3. Conclusion
#
# The three files are in the incident folder. Every number in them comes from a file of the folder, which
# `drift incident check` tests for tampering. Next: when the same drift must not come back, `01_audit` every night.

# %%
result(0, incident=inv.incident, message=f"report written: {report.status}")
