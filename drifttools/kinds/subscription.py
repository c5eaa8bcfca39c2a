"""Subscriptions of logical replication."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, LiteralString

from drifttools.kinds.base import Compare, Kind, Reach, Side, attr, declared, key
from drifttools.kinds.fragments import by_name
from drifttools.kinds.secret import LOOKS_SECRET, digest
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, joined, name, names, value, word
from drifttools.sql.dialect import Dialect

# Words as they stand in the string, sorted: their order means nothing. A password in a URI may hold an @.
_CONNECTION: LiteralString = (
    "case when s.subconninfo ~* '^[a-z]+://.*[?&][a-z]*pass' then json_build_array('uri=secret ('"
    " || " + digest("s.subconninfo") + " || ')')"
    " when s.subconninfo ~* '^[a-z]+://[^:/@]*:.*@' then json_build_array("
    " 'password=secret (' || " + digest("substring(s.subconninfo from '^[^:]+://[^:/@]*:(.*)@')") + " || ')',"
    " 'uri=' || pg_catalog.regexp_replace(s.subconninfo, '^([^:]+://[^:/@]*):.*@', '\\1@'))"
    " when s.subconninfo ~* '^[a-z]+://' then json_build_array('uri=' || s.subconninfo)"
    " else (select json_agg(w.part[1] || '=' || case when w.part[1] ~* '" + LOOKS_SECRET + "'"
    " then 'secret (' || " + digest("w.part[2]") + " || ')' else w.part[2] end"
    ' order by w.part[1] collate "C")'
    " from pg_catalog.regexp_matches(s.subconninfo,"
    " '([a-z_]+)[[:space:]]*=[[:space:]]*(''(?:[^''\\\\]|\\\\.)*''|(?:[^''\\\\[:space:]]|\\\\.)+)', 'g') w(part))"
    " end::text"
)  # fmt: skip
_COMMENT: LiteralString = "pg_catalog.obj_description(s.oid, 'pg_subscription')"
# by SET, without asking the publisher
_OPTIONS = ("synchronous_commit", "binary", "streaming", "disable_on_error", "origin", "password_required", "run_as_owner")


@declared
class Subscription(Kind):
    """A subscription. No repair of it ever talks to the publisher: slots there are neither made nor dropped.

    Its connection string is shown to superusers only. A password in it is never read, and told apart by a short digest.
    """

    kind = "subscription"
    plural = "subscriptions"
    address = ("subscription",)
    alterable = frozenset(
        {"connection", "publications", "enabled", "slot", "two_phase", "failover", "owner", "comment", *_OPTIONS}
    )
    reach = Reach.OUTSIDE

    subscription: str = key("pg_subscription.subname")
    connection: tuple[str, ...] | None = attr("the words of the connection string, sorted; secrets by a digest")
    publications: tuple[str, ...] = attr("its publications, sorted (subpublications)")
    enabled: bool = attr(
        "whether it replicates (subenabled); one that a repair makes does not yet", severity=Severity.WARNING
    )
    slot: str | None = attr("the replication slot on the publisher (subslotname)")
    synchronous_commit: str | None = attr("subsynccommit; PostgreSQL 14 and later", severity=Severity.WARNING)
    binary: bool | None = attr("subbinary; PostgreSQL 14 and later", severity=Severity.WARNING)
    streaming: str | None = attr(
        "`on`, `off` or `parallel` (substream); PostgreSQL 14 and later", severity=Severity.WARNING
    )
    two_phase: bool | None = attr("whether it was asked for (subtwophasestate); PostgreSQL 15 and later")
    disable_on_error: bool | None = attr("subdisableonerr; PostgreSQL 15 and later", severity=Severity.WARNING)
    origin: str | None = attr("`any` or `none` (suborigin); PostgreSQL 16 and later")
    password_required: bool | None = attr("subpasswordrequired; PostgreSQL 16 and later", severity=Severity.WARNING)
    run_as_owner: bool | None = attr("subrunasowner; PostgreSQL 16 and later", severity=Severity.WARNING)
    failover: bool | None = attr("subfailover; PostgreSQL 17 and later")
    # of its own, and no rows beside it: only another database and a snapshot speak of any of this
    owner: str = attr("the role that its workers run as (subowner)")
    comment: str | None = attr("pg_description.description; before 14 shown to superusers only", severity=Severity.NOTE)
    written: str | None = attr("the connection string as it stands; none where it holds a secret", Compare.NOTED)
    readable: bool = attr("whether the role that reads may see the connection string", Compare.NOTED)

    # not by its oid: before 14 that is shown to superusers only, too
    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            select s.subname, <<superuser:{_CONNECTION};;null>>,
                   (select json_agg(p.name order by p.name collate "C") from unnest(s.subpublications) p(name))::text,
                   s.subenabled, s.subslotname,
                   <<14: s.subsynccommit ;; null>>, <<14: s.subbinary ;; null::bool>>,
                   <<14: case s.substream::text when 'f' then 'off' when 'false' then 'off' when 'p' then 'parallel'
                         else 'on' end ;; null>>,
                   <<15: s.subtwophasestate <> 'd' ;; null::bool>>, <<15: s.subdisableonerr ;; null::bool>>,
                   <<16: s.suborigin ;; null>>, <<16: s.subpasswordrequired ;; null::bool>>,
                   <<16: s.subrunasowner ;; null::bool>>,
                   <<17: s.subfailover ;; null::bool>>,
                   pg_catalog.pg_get_userbyid(s.subowner),
                   <<14: {_COMMENT} ;; <<superuser:{_COMMENT};;null>>>>,
                   <<superuser:case when {_CONNECTION} !~ '=secret [(]' then s.subconninfo end;;null>>,
                   <<superuser:true;;false>>
            from pg_catalog.pg_subscription s
            {by_name("s.subname")[0]}
            where s.subdbid = (select d.oid from pg_catalog.pg_database d
                               where d.datname = pg_catalog.current_database())
              and {by_name("s.subname")[1]}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.subscription)

    @property
    def named_roles(self) -> tuple[str, ...]:
        return (self.owner,)

    @property
    def withheld(self) -> frozenset[str]:
        return frozenset() if self.readable else frozenset({"connection"})

    @property
    def inapplicable(self) -> frozenset[str]:
        return frozenset(option for option in (*_OPTIONS, "two_phase", "failover") if getattr(self, option) is None)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_subscription s join pg_catalog.pg_database d on d.oid = s.subdbid"
            " where s.subname = {} and d.datname = pg_catalog.current_database())",
            value(self.subscription),
        )

    def out_of_reach(self, found: Subscription | None) -> str:
        if found is not None and (self.two_phase, self.failover) != (found.two_phase, found.failover):
            return "PostgreSQL changes two_phase and failover on the publisher too: set them by hand"
        if found is not None and (self.connection == found.connection or not (self.readable and found.readable)):
            return ""
        if not self.readable:
            return "its connection string could not be read: plan it as a superuser, or make it by hand"
        return (
            "" if self.written is not None else "its connection string holds a secret, which is never read: set it by hand"
        )

    def create(self, side: Side) -> Iterator[Statement]:
        given = [option for option in (*_OPTIONS, "two_phase", "failover") if getattr(self, option) is not None]
        options = [word("connect = false"), self._slot(), *(self._option(option) for option in given)]
        sql = compose(
            "create subscription {} connection {} publication {} with ({})",
            self.sql_name,
            value(self.written),
            names(self.publications),
            joined(options),
        )
        yield Statement(str(sql), ("create-subscription",))
        yield self._owned_by(self.owner)
        if self.comment is not None:
            yield self._commented(self.comment)

    def drop(self) -> Iterator[Statement]:
        yield self._alter(word("disable"), "alter-subscription")
        # with its slot it could only be dropped by asking the publisher to drop that, outside of a transaction
        yield self._alter(word("set (slot_name = NONE)"), "alter-subscription")
        yield Statement(str(compose("drop subscription {}", self.sql_name)), ("drop-subscription",))

    def alter(self, expected: Subscription, changed: frozenset[str]) -> Iterator[Statement]:
        if self.enabled and changed & {"enabled", "slot"}:
            yield self._alter(word("disable"), "alter-subscription")
        if "connection" in changed:
            yield self._alter(compose("connection {}", value(expected.written)), "alter-subscription")
        if "publications" in changed:
            # a refresh would ask the publisher for its tables, outside of a transaction
            action = compose("set publication {} with (refresh = false)", names(expected.publications))
            yield self._alter(action, "alter-subscription")
        options = [
            expected._option(option) for option in _OPTIONS if option in changed and getattr(expected, option) is not None
        ]
        options += [expected._slot()] if "slot" in changed else []
        if options:
            yield self._alter(compose("set ({})", joined(options)), "alter-subscription")
        if "owner" in changed:
            yield self._owned_by(expected.owner)
        if "comment" in changed:
            yield self._commented(expected.comment)
        if expected.enabled and changed & {"enabled", "slot"}:
            yield self._alter(word("enable"), "alter-subscription")

    def rename(self, new: str) -> Iterator[Statement]:
        yield self._alter(compose("rename to {}", name(new)), "rename-unlocked")

    def _owned_by(self, role: str) -> Statement:
        return self._alter(compose("owner to {}", name(role)), "set-owner-unlocked")

    def _commented(self, text: str | None) -> Statement:
        said = word("null") if text is None else value(text)
        return Statement(str(compose("comment on subscription {} is {}", self.sql_name, said)), ("comment-unlocked",))

    def _slot(self) -> Sql:
        return compose("slot_name = {}", value(self.slot) if self.slot is not None else word("NONE"))

    def _option(self, option: str) -> Sql:
        return compose("{} = {}", name(option), value(getattr(self, option)))

    def _alter(self, action: Sql, hazard: str) -> Statement:
        return Statement(str(compose("alter subscription {} {}", self.sql_name, action)), (hazard,))
