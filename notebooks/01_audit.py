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
# # Audit: is the database what its migrations say?
#
# **Purpose.** Compare the live database with what it should be, name the causes, and keep it all in an incident folder.
#
# **Inputs.** A target and its expected state. **Needs.** A role that may connect. **Run time.** Seconds, and the time
# to replay the migrations when they have changed. **Read-only** in the database. Writes an incident folder below
# `reports/`.
#
# 1. Parameters
# 2. Audit
# 3. Findings and causes, one by one
# 4. Conclusion
#
# Every night: `drift run 01_audit -p target=prod` ends with 0 clean, 1 drift, 3 could not check. jupyter-scheduler puts
# texts into the notebook as they are typed: type `"prod"` there, with the quotes.

# %% [markdown]
# ## 1. Parameters

# %% tags=["parameters"]
target: str = ""  # a target of drift.toml or a libpq service, never a DSN; empty: the only one
expected: str = ""  # what the database should be: KIND:ARGUMENT[@REVISION]; empty: as drift.toml says
incident: str = ""  # an incident to go on with; empty: a new one
title: str = ""  # of a new incident
reports: str = "reports"  # where incident folders are

# %%
from drifttools.notebook import begin, explore, result

inv = begin(target, expected=expected, incident=incident, title=title, reports=reports)
inv

# %% [markdown]
# ## 2. Audit
#
# Three outcomes: clean, drift, could not check. What could not be read is never "no drift".

# %%
audit = inv.audit()
audit

# %% [markdown]
# ## 3. Findings and causes, one by one
#
# One row for each difference, and every cause with its evidence to be opened. What is only a consequence names the
# finding that it follows from. A finding under "Whole finding" comes with its object on both sides, what depends on it, and
# the SQL that puts it right. Choose above the table, or in the call: `explore(audit, inv, kind="table", cause="1")`; in a
# scheduled run the table stands alone. `audit.findings.frame()` is the DataFrame.

# %%
explore(audit, inv)

# %% [markdown]
# ## 4. Conclusion
#
# The incident folder holds both states, the findings and the causes. Next: `02_repair`.

# %%
result(audit)
