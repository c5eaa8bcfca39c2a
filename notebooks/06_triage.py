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
# # Triage: what does this error mean here?
#
# **Purpose.** Paste an error, run, and see what the server did not find or refused, where it is instead, why, and what
# to run. Then follow one row to what it refers to and what refers to it.
#
# **Inputs.** A target, and an error text: a line of a log, a traceback, an answer of PostgREST or Prisma, several at once.
# **Needs.** A role that may connect; to follow rows, one that may read them. **Run time.** Seconds. **Read-only** in the
# database. Writes nothing.
#
# 1. Parameters
# 2. The text and its answer
# 3. One row and its partners
# 4. Conclusion

# %% [markdown]
# ## 1. Parameters
#
# `text` and `row` may stay empty: sections 2 and 3 have a box for each. A text with quotes of any sort goes into a cell
# of its own, as it is, in this or any other notebook: first `%load_ext drifttools`, then
#
# ```
# %%explain prod --role web
# the text
# ```

# %% tags=["parameters"]
target: str = ""  # a target of drift.toml or a libpq service, never a DSN; empty: the only one
text: str = ""  # what the application, the log or the API says
role: str = ""  # of the application; empty: the one in the text, else the one that connects
row: str = ""  # a row to follow, table and key: sessions id=7
expected: str = ""  # what the database should be: KIND:ARGUMENT[@REVISION]; empty: as drift.toml says
incident: str = ""  # an incident whose findings are laid beside; empty: the newest one of the target
reports: str = "reports"  # where incident folders are

# %%
from drifttools.notebook import begin, follow, result, triage

inv = begin(target, expected=expected, incident=incident, reports=reports)
inv

# %% [markdown]
# ## 2. The text and its answer
#
# Paste into the box and press Explain; in a scheduled run it is the parameter `text`. Values and passwords in the text are
# not repeated. What is offered is text to run: nothing is run.

# %%
answer = triage(inv, text, role=role)
answer

# %% [markdown]
# ## 3. One row and its partners
#
# Foreign keys and the invariants of `drift.toml` are followed both ways; a partner that should be there and is not stands
# in the tree as missing. Only keys are shown, unless you choose otherwise.

# %%
trace = follow(inv, row)
trace

# %% [markdown]
# ## 4. Conclusion
#
# The answer names the next command. Where it says drift: `01_audit` finds everything else that is in the same state, and
# `02_repair` plans what puts it right.

# %%
result(max(answer.exit_code, trace.exit_code), incident=inv.incident, message=answer.sentence)
