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
# # Migrations: what do they say, and where is the database?
#
# **Purpose.** Lay the migrations on disk beside what the database notes of them, learn who made what, find the revision
# that the catalog really is at, and get the repair as a migration of the project.
#
# **Inputs.** A target and its migrations; or an incident, with its plan. **Needs.** A role that may connect. **Run time.**
# The migrations are replayed one at a time, once; what they did is kept for the next run. **Read-only** in the database.
# With `write` the project gets a file.
#
# 1. Parameters
# 2. Ledger and files
# 3. Who made it
# 4. Where the catalog is
# 5. The repair as a migration
# 6. Conclusion

# %% [markdown]
# ## 1. Parameters
#
# The migrations are those of the expected state. Where that is the state of models, `drift.toml` says where they are:
# `migrations = "alembic:alembic.ini"` under `[project]`.

# %% tags=["parameters"]
target: str = ""  # a target of drift.toml or a libpq service, never a DSN; empty: the only one
expected: str = ""  # what names the migrations: KIND:ARGUMENT[@REVISION]; empty: as drift.toml says
incident: str = ""  # an incident whose plan becomes a migration; empty: none
name: str = ""  # an object: schema.table.column, table.column, table or KIND:NAME; empty: all
write: bool = False  # whether the project gets the file; the database is not touched either way
reports: str = "reports"  # where incident folders are

# %%
from drifttools.notebook import begin, migration_of, result, table

inv = begin(target, expected=expected, incident=incident, reports=reports)
inv

# %% [markdown]
# ## 2. Ledger and files
#
# How each migration on disk stands in the ledger of the database, and what the ledger notes that is not on disk. A ledger
# says what was noted, and not what is there.

# %%
status = inv.migrations.status()
status

# %% [markdown]
# ## 3. Who made it
#
# For every object, or for the one that `name` asks about, the migrations that made and changed it: file, line, and date
# and author where git knows them. `inv.migrations.blame()` is the DataFrame, with all of them.

# %%
table(inv.migrations.blame(name or None), "Who made what", limit=20, hide_empty=True)

# %% [markdown]
# ## 4. Where the catalog is
#
# The catalog beside every revision, whatever the ledger says: the shortest bar is the revision that it matches best.
# `where.frame()` has the distances, `where.objects()` what is missing or extra at the best one.

# %%
where = inv.migrations.where()
where

# %% [markdown]
# ## 5. The repair as a migration
#
# The plan of the incident in the project's own tool. It looks before each step, so that it does nothing where the repair is
# made already. With `write` it is put into the project and replayed with all the others; it stays only where the result is
# what the database should be.

# %%
migration = migration_of(inv, write=write)
migration

# %% [markdown]
# ## 6. Conclusion
#
# The ledger is one thing, the catalog another. Where they differ, `01_audit` names the causes, and `02_repair` plans what
# becomes a migration here.

# %%
code = max(status.exit_code, where.exit_code)
result(code, incident=inv.incident, message=where.sentence)
