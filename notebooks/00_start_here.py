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
# # Start here: where is that table?
#
# **Purpose.** An application says `relation "..." does not exist`. Find out where the name is looked for, where the
# table is, and what else is in the same state. Other errors, and whole logs, go into `06_triage`.
#
# **Inputs.** A target, and the name from the error text. **Needs.** A role that may connect; reading catalogs takes no
# privilege. **Run time.** Seconds; the audit at the end takes as long as replaying the migrations does.
# **Read-only** in the database. Writes an incident folder below `reports/`.
#
# 1. Parameters
# 2. The name
# 3. Presence by schema
# 4. Everything else that is there
# 5. What else is in the same state
# 6. Conclusion

# %% [markdown]
# ## 1. Parameters
#
# Only names are given here: a notebook keeps its parameters in clear, so a DSN is refused. Where to reach the database
# is written in `drift.toml`:
#
# ```toml
# [targets.prod]
# env = "DATABASE_URL"
# expected = "django:manage.py"
# ```

# %% tags=["parameters"]
target: str = ""  # a target of drift.toml or a libpq service, never a DSN; empty: the only one
name: str = ""  # the relation to look for, as the error text gives it
expected: str = ""  # what the database should be: KIND:ARGUMENT[@REVISION]; empty: as drift.toml says
incident: str = ""  # an incident to go on with; empty: a new one
title: str = ""  # of a new incident
reports: str = "reports"  # where incident folders are

# %%
from drifttools.notebook import begin, browse, result, table

inv = begin(target, expected=expected, incident=incident, title=title, reports=reports)
inv

# %% [markdown]
# ## 2. The name
#
# Every place of the name, of every kind, and the schemas in which PostgreSQL looks for it, in their order. Where the
# parameter `name` is empty: the schemas only.

# %%
searched = table(inv.catalog.search_path(), "Schemas that are searched, in order")
inv.catalog.locate(name) if name else searched

# %% [markdown]
# ## 3. Presence by schema
#
# Which object is in which schema: first the schemas that are searched. Empty cells there are why the application does
# not find it. Needs `name`.

# %%
bare = name.rpartition(".")[2]
table(inv.catalog.presence([bare], rows=True), "Presence by schema") if name else None

# %% [markdown]
# ## 4. Everything else that is there
#
# The objects of one kind. Choose above the table, or in the call: `browse(inv.catalog, kind="index", schema="public")`.
# In a scheduled run the table stands alone.

# %%
browse(inv.catalog, kind="table")

# %% [markdown]
# ## 5. What else is in the same state
#
# The audit compares everything with what the migrations make, and names the causes.

# %%
audit = inv.audit() if inv.spec else None
audit

# %% [markdown]
# ## 6. Conclusion
#
# The audit is in the incident folder that the last line names. Next: `02_repair` plans the repair and tries it on a
# copy; it changes nothing until it is given the plan's token. For an audit every night: `01_audit`.

# %%
unknown = "not audited: nothing says what the database should be (`expected`)"
result(audit) if audit else result(3, message=unknown)
