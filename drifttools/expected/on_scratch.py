"""Runs a script of ours under the project's interpreter with a scratch database, and goes on while that is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from drifttools.errors import SourceError
from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.expected.platforms import Platform

if TYPE_CHECKING:
    from drifttools.catalog.scratch import ScratchDatabase
    from drifttools.catalog.sqlite_scratch import SqliteScratchDatabase
    from drifttools.expected.recorder import Recorder

_MISSING_ROLE = re.compile(r'role "(.+)" does not exist')
T = TypeVar("T")


def on_scratch(
    script: str,
    arguments: Sequence[str],
    then: Callable[[ScratchDatabase | SqliteScratchDatabase, dict[str, Any]], T],
    *,
    context: Context,
    cwd: Path,
    what: str,
    platform: Platform | None = None,
    recorder: Recorder | None = None,
    base: tuple[str, str] | None = None,
) -> T:
    """Run the script, and do something with the database and the answer.

    A role that the project's migrations name and that does not exist is created without login, because roles belong to
    the server and not to the schema; then everything is begun again on another database.

    Args:
        script: Its file name in `expected/scripts`.
        arguments: As for `run_script`.
        then: What to do while the database is there.
        context: How the project is run.
        cwd: The directory of the project.
        what: The subject of messages.
        platform: What is provided before.
        recorder: Looks at the database after each migration, where one does.
        base: A script that is run before, and its name.

    Raises:
        SourceError: As `run_script`.
        ScratchError: There is no scratch database, or a role could not be created there.
    """
    from drifttools.catalog.scratch import Scratch
    from drifttools.expected.replaying import prepared

    roles: list[str] = []
    while True:
        with context.throw_away() as scratch, scratch.database(what) as database:
            if roles and isinstance(scratch, Scratch):
                scratch.ensure_roles(roles)
            session = prepared(scratch, database, context, platform)
            if base is not None:
                session.run(*base)
            parameters = database.target.parameters
            try:
                run = partial(run_script, script, arguments, context=context, cwd=cwd, what=what, database=parameters)
                if recorder is None:
                    answer = run()
                else:
                    with recorder.following(database):
                        answer = run(step=recorder.took)
            except SourceError as error:
                missing = _MISSING_ROLE.search(error.server or "")
                if missing is None or missing[1] in roles:
                    raise
                roles.append(missing[1])
                context.progress(f"creating role {missing[1]} on the scratch server")
            else:
                return then(database, answer)
