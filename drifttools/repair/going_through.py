"""The DO block that goes through a list of rows, portion by portion, with a COMMIT after each."""

from __future__ import annotations

from drifttools.sql.compose import Sql, compose, joined, value

TRIES = 10
"""Per portion, each with the step's lock_timeout; then the block ends, and the executor says who is in the way."""

_BLOCK = """
declare
  dt_at pg_catalog.int4;
  dt_tries pg_catalog.int4 := 0;
  dt_left pg_catalog.int8;
begin
  {};
  while dt_at is not null loop
    begin
      lock table {};
      {};
      update {} l set dt_mended = {} where l.dt_portion = dt_at;
      {} and l.dt_portion > dt_at;
      dt_tries := 0;
    exception when lock_not_available or deadlock_detected then
      -- this portion is as it was; the pause lets those through who stood behind the request for the lock
      dt_tries := dt_tries + 1;
      if dt_tries >= {} then raise; end if;
    end;
    commit;
    if dt_tries > 0 then perform pg_catalog.pg_sleep(least(0.2 * dt_tries, 1)); end if;
  end loop;
end
"""


def going_through(listed: Sql, lock: Sql, work: tuple[Sql, ...], *, done: bool) -> Sql:
    """The block.

    Args:
        listed: The table with the list: `dt_portion`, and `dt_mended`, which says of its rows whether they were put right.
        lock: What stands after LOCK TABLE, for each portion.
        work: Statements of PL/pgSQL for the portion `dt_at`; `dt_left` is free for them.
        done: The portions that are gone through are those with this note; the contrary is noted in the same transaction.
    """
    following = compose(
        "select pg_catalog.min(l.dt_portion) into dt_at from {} l where l.dt_mended = {}", listed, value(done)
    )
    steps = joined(work, ";\n      ")
    body = compose(_BLOCK, following, lock, steps, listed, value(not done), following, value(TRIES))
    return compose("do {}", value(str(body)))
