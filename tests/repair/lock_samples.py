"""What the lock oracle runs: a database, and for each hazard rule statements that meet it."""

from __future__ import annotations

from dataclasses import dataclass

SETUP = """
create schema other;
create type mood as enum ('sad', 'happy');
create domain short as text;
create table parent (id int primary key);
create table t (id int primary key, n int not null, txt varchar(10), d short, parent int);
insert into parent values (1), (2);
insert into t select i, i, 'x', 'x', 1 from generate_series(1, 50) i;
alter table t add constraint fk foreign key (parent) references parent,
    add constraint positive check (n > 0) not valid;
create index t_n on t (n);
create view v as select id from t;
create materialized view mv as select id, n from t;
create sequence s;
create function touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touched before update on t for each row execute function touch();
create policy everyone on t using (true);
create table whole (id int, day date) partition by range (day);
create table part (id int, day date);
insert into part values (1, '2026-01-01');
create table loose (id int, parent int);
insert into loose values (1, 1);
create table filled (id int, n int);
insert into filled select i, i from generate_series(1, 50) i;
alter table loose add constraint late foreign key (parent) references parent not valid;
create table proven (id int, n int, check (n is not null));
insert into proven select i, i from generate_series(1, 50) i;
create unique index proven_id on proven (id);
create table made (a int, b int generated always as (a + 1) stored);
create table year (id int, day date) partition by range (day);
create table month partition of year for values from ('2026-01-01') to ('2026-02-01');
create table base (id int);
create table child (id int, n int);
create schema empty;
create extension citext schema other;
create extension pg_trgm version '1.5';
create function other.f() returns int language sql as 'select 1';
create domain other.x as int;
create type pair as (a int, b int);
create table pairs (p pair);
create type free as (a int, b int);
create collation german (provider = libc, locale = 'C');
create statistics pair_of on id, n from filled;
create rule quiet as on delete to t do also nothing;
create publication told for table loose;
create function heard() returns event_trigger language plpgsql as 'begin end';
create event trigger hears on ddl_command_end execute function heard();
create function same(a int, b int) returns boolean language sql immutable as 'select $1 = $2';
create operator === (function = same, leftarg = int, rightarg = int);
create operator class ints for type int using btree as operator 1 <, operator 3 =, function 1 btint4cmp(int, int);
create cast (lseg as box) with inout;
create role dt_reader_h5;
create foreign data wrapper far;
create server away foreign data wrapper far;
create foreign table remote (id int) server away;
create subscription hearing connection 'host=127.0.0.1 port=1' publication told with (connect = false, slot_name = none);
create table halved (id int) partition by range (id);
create table halved_1 partition of halved for values from (1) to (9);
create index halved_id on only halved (id);
create index halved_1_id on halved_1 (id);
create type row_of as (a int);
create table typed (a int);
create table made_of as select 2 as id;
create access method other type table handler heap_tableam_handler;
set allow_in_place_tablespaces = on;
select $$create tablespace dt_space_h5 location ''$$
where not exists (select from pg_tablespace where spcname = 'dt_space_h5') \\gexec
"""


@dataclass(frozen=True)
class Sample:
    """A statement that meets a rule, and the relation whose lock is looked at: the rule's target, or another one.

    Args:
        since: The major that knows the statement first.
    """

    sql: str
    target: str = "public.t"
    other: bool = False
    since: int = 0


SAMPLES: dict[str, tuple[Sample, ...]] = {
    "add-check": (Sample("alter table t add check (n > 0)"),),
    "add-check-not-valid": (
        Sample("alter table t add check (n > 0) not valid"),
        Sample("alter table t add constraint there not null parent not valid", since=18),
    ),
    "add-column": (
        Sample("alter table t add column a int"),
        Sample("alter table t add column a timestamptz not null default now()"),
    ),
    "add-column-rewrite": (
        Sample("alter table t add column a timestamptz default clock_timestamp()"),
        Sample("alter table t add column a int generated always as identity"),
        Sample("alter table t add column a int generated always as (n + 1) stored"),
        Sample("alter table t add column a int default nextval('s')"),
    ),
    "add-foreign-key": (
        Sample("alter table loose add foreign key (parent) references parent", "public.loose"),
        Sample("alter table loose add foreign key (parent) references parent", "public.parent", other=True),
    ),
    "add-foreign-key-not-valid": (
        Sample("alter table loose add foreign key (parent) references parent not valid", "public.loose"),
        Sample("alter table loose add foreign key (parent) references parent not valid", "public.parent", other=True),
    ),
    "add-unique": (
        Sample("alter table t add unique (n)"),
        Sample("alter table filled add primary key (id)", "public.filled"),
        Sample("alter table t add exclude using btree (n with =)"),
    ),
    "add-unique-using-index": (
        Sample("alter table proven add constraint proven_id unique using index proven_id", "public.proven"),
    ),
    "alter-attribute": (
        Sample("alter type pair add attribute c text", "public.pairs"),
        Sample("alter type free alter attribute a type text"),
    ),
    "alter-constraint": (Sample("alter table t alter constraint fk deferrable initially deferred"),),
    "alter-domain": (Sample("alter domain short set default 'x'"),),
    "alter-foreign-table": (
        Sample("alter foreign table remote options (add a 'b')", "public.remote"),
        Sample("alter foreign table remote alter column id options (add a 'b')", "public.remote"),
        Sample("alter table remote drop column id", "public.remote"),
    ),
    "alter-object": (
        Sample("alter event trigger hears disable"),
        Sample("alter server away version '2' options (add a 'b')"),
        Sample("alter default privileges grant select on tables to dt_reader_h5"),
        Sample("alter operator === (int, int) set (restrict = eqsel)"),
        Sample("alter operator family ints using btree add operator 1 < (int, bigint)"),
    ),
    "alter-sequence": (
        Sample("alter sequence s increment by 2", "public.s"),
        Sample("alter sequence s owned by t.n", "public.s"),
    ),
    "alter-statistics": (Sample("alter statistics pair_of set statistics 100", "public.filled"),),
    "alter-subscription": (
        Sample("alter subscription hearing set (synchronous_commit = 'off')"),
        Sample("alter subscription hearing set publication told, more with (refresh = false)"),
    ),
    "alter-type-in-place": (
        Sample("alter table t alter txt type varchar(20) using txt::varchar(20)"),
        Sample("alter table t alter txt type text using txt::text"),
    ),
    "alter-type-rewrite": (
        Sample("alter table filled alter n type bigint using n::bigint", "public.filled"),
        Sample("alter table t alter txt type varchar(5) using txt::varchar(5)"),
    ),
    "attach-index": (
        Sample("alter index halved_id attach partition halved_1_id", "public.halved_1_id"),
        Sample("alter index halved_id attach partition halved_1_id", "public.halved_id", other=True),
    ),
    "attach-partition": (
        Sample("alter table whole attach partition part for values from ('2026-01-01') to ('2027-01-01')", "public.part"),
        Sample(
            "alter table whole attach partition part for values from ('2026-01-01') to ('2027-01-01')",
            "public.whole",
            other=True,
        ),
    ),
    "comment": (
        Sample("comment on table t is 'x'"),
        Sample("comment on column t.n is 'x'"),
        Sample("comment on view v is 'x'", "public.v"),
        Sample("comment on index t_n is 'x'", "public.t_n"),
        Sample("comment on sequence s is 'x'", "public.s"),
    ),
    "comment-unlocked": (
        Sample("comment on schema other is 'x'"),
        Sample("comment on type mood is 'x'"),
        Sample("comment on domain short is 'x'"),
        Sample("comment on routine touch() is 'x'"),
        Sample("comment on operator class ints using btree is 'x'"),
        Sample("comment on cast (lseg as box) is 'x'"),
    ),
    "copy-rows": (
        Sample(
            "do 'begin insert into loose select id, 1 from made_of; perform count(*) from loose; drop table made_of; end'",
            "public.loose",
        ),
    ),
    "update-extension": (Sample("alter extension pg_trgm update to '1.6'"),),
    "create-extension": (Sample("create extension hstore schema other"),),
    "create-index": (Sample("create index on t (txt)"),),
    "create-index-concurrently": (Sample("create index concurrently made_late on filled (n)", "public.filled"),),
    "create-index-only": (Sample("create index on only halved (id)", "public.halved"),),
    "add-unique-only": (Sample("alter table only halved add constraint once unique (id)", "public.halved"),),
    "create-materialized-view": (Sample("create materialized view mv2 as select id from filled", "public.t"),),
    "create-object": (
        Sample("create table new (id int)"),
        Sample("create view other.v as select 1 as one"),
        Sample("create type other.mood as enum ('a')"),
        Sample("create sequence other.s"),
        Sample("create schema more"),
        Sample("create operator !== (function = same, leftarg = int, rightarg = int)"),
        Sample("create operator class more for type int using btree as operator 1 <, function 1 btint4cmp(int, int)"),
        Sample("create cast (polygon as lseg) with inout"),
    ),
    "create-statistics": (Sample("create statistics more on id, n from filled", "public.filled"),),
    "create-trigger": (Sample("create trigger again before update on t for each row execute function touch()"),),
    "create-subscription": (
        Sample("create subscription x connection 'host=127.0.0.1 port=1' publication p with (connect = false)"),
    ),
    "detach-partition": (
        Sample("alter table year detach partition month", "public.year"),
        Sample("alter table year detach partition month", "public.month", other=True),
    ),
    "domain-check": (
        Sample("alter domain short add check (value <> '')"),
        Sample("alter domain short set not null"),
    ),
    "drop-attribute": (Sample("alter type pair drop attribute b", "public.pairs"),),
    "drop-column": (Sample("alter table t drop column txt"),),
    "drop-constraint": (Sample("alter table t drop constraint positive"),),
    "drop-extension": (Sample("drop extension citext"),),
    "drop-foreign-key": (
        Sample("alter table t drop constraint fk"),
        Sample("alter table t drop constraint fk", "public.parent", other=True),
    ),
    "drop-foreign-table": (Sample("drop foreign table remote", "public.remote"),),
    "drop-generated-column": (Sample("alter table made drop column b", "public.made"),),
    "drop-index": (Sample("drop index t_n"), Sample("drop index t_n", "public.t_n", other=True)),
    "drop-not-null": (Sample("alter table t alter n drop not null"),),
    "drop-index-concurrently": (
        Sample("drop index concurrently t_n"),
        Sample("drop index concurrently t_n", "public.t_n", other=True),
    ),
    "drop-object": (
        Sample("drop collation german"),
        Sample("drop event trigger hears"),
        Sample("drop operator === (int, int)"),
        Sample("drop operator class ints using btree"),
        Sample("drop cast (lseg as box)"),
    ),
    "drop-policy": (Sample("drop policy everyone on t"),),
    "drop-routine": (Sample("drop routine other.f()"),),
    "drop-rule": (Sample("drop rule quiet on t"),),
    "drop-schema": (Sample("drop schema empty"),),
    "drop-sequence": (Sample("drop sequence s", "public.s"),),
    "drop-statistics": (Sample("drop statistics pair_of", "public.filled"),),
    "drop-subscription": (Sample("drop subscription hearing"),),
    "drop-table": (Sample("drop table filled", "public.filled"),),
    "drop-trigger": (Sample("drop trigger touched on t"),),
    "drop-type": (Sample("drop type mood"), Sample("drop domain other.x")),
    "drop-view": (Sample("drop view v", "public.v"), Sample("drop materialized view mv", "public.mv")),
    "enable-trigger": (Sample("alter table t disable trigger touched"),),
    "enum-add-value": (Sample("alter type mood add value 'so so' after 'sad'"),),
    "enum-rename-value": (Sample("alter type mood rename value 'sad' to 'blue'"),),
    "fill-in-portions": (Sample("do 'begin update filled set n = n + 1; commit; end'", "public.filled"),),
    "fill-rows": (Sample("update filled set n = 1 where n is null", "public.filled"),),
    "grant": (Sample("grant select on t to dt_reader_h5"),),
    "index-option": (
        Sample("alter index t_n set (fillfactor = 80)", "public.t_n"),
        Sample("alter index t_n rename to t_m", "public.t_n"),
    ),
    "inherit": (Sample("alter table child inherit base", "public.child"),),
    "mend-in-portions": (
        Sample(
            "do 'begin lock table t in share row exclusive mode; delete from t where id = 50;"
            " update filled set n = n + 1; commit; end'"
        ),
    ),
    "notify": (Sample("notify pgrst, 'reload schema'"),),
    "policy": (
        Sample("create policy p on t as restrictive for select to public using (true)"),
        Sample("alter policy everyone on t to public using (false)"),
        Sample("alter policy everyone on t rename to all_of_them"),
    ),
    "publish": (
        Sample("create publication more for table t"),
        Sample("alter publication told add table t"),
        Sample("alter publication told drop table loose", "public.loose"),
    ),
    "quarantine-rows": (
        Sample(
            "with gone as (delete from filled where n < 3 returning *) insert into loose select * from gone",
            "public.filled",
        ),
    ),
    "refresh": (Sample("refresh materialized view mv with data", "public.mv"),),
    "reindex-concurrently": (
        Sample("reindex index concurrently t_n"),
        Sample("reindex index concurrently t_n", "public.t_n", other=True),
    ),
    "rename": (
        Sample("alter table t rename to u"),
        Sample("alter table t rename column n to m"),
        Sample("alter table t rename constraint positive to negative"),
        Sample("alter view v rename to w", "public.v"),
        Sample("alter materialized view mv rename to mw", "public.mv"),
        Sample("alter trigger touched on t rename to moved"),
        Sample("alter sequence s rename to z", "public.s"),
    ),
    "rename-unlocked": (
        Sample("alter type mood rename to moods"),
        Sample("alter domain short rename to brief"),
        Sample("alter operator class ints using btree rename to whole"),
    ),
    "replace-routine": (
        Sample("create or replace function touch() returns trigger language plpgsql as 'begin return null; end'"),
    ),
    "replace-view": (Sample("create or replace view v as select id, n from t", "public.v"),),
    "revoke": (Sample("revoke select on t from dt_reader_h5"),),
    "row-security": (
        Sample("alter table t enable row level security"),
        Sample("alter table t force row level security"),
    ),
    "rule": (
        Sample("create rule silent as on update to t do also nothing"),
        Sample("create rule changing as on insert to v do instead nothing", "public.v"),
        Sample("alter rule quiet on t rename to silent"),
        Sample("alter table t disable rule quiet"),
    ),
    "session-setting": (Sample("alter role dt_reader_h5 set work_mem to '8MB'"),),
    "set-access-method": (Sample("alter table filled set access method other", "public.filled"),),
    "set-default": (
        Sample("alter table t alter n set default 1"),
        Sample("alter table t alter n drop default"),
        Sample("alter table t alter n add generated always as identity"),
    ),
    "set-logged": (Sample("alter table filled set unlogged", "public.filled"),),
    "set-not-null": (Sample("alter table filled alter n set not null", "public.filled"),),
    "set-not-null-proven": (Sample("alter table proven alter n set not null", "public.proven"),),
    "set-owner": (
        Sample("alter table t owner to dt_reader_h5"),
        Sample("alter view v owner to dt_reader_h5", "public.v"),
        Sample("alter materialized view mv owner to dt_reader_h5", "public.mv"),
        Sample("alter sequence s owner to dt_reader_h5", "public.s"),
    ),
    "set-owner-unlocked": (
        Sample("alter schema other owner to dt_reader_h5"),
        Sample("alter type mood owner to dt_reader_h5"),
        Sample("alter domain short owner to dt_reader_h5"),
        Sample("alter routine touch() owner to dt_reader_h5"),
        Sample("alter operator === (int, int) owner to dt_reader_h5"),
    ),
    "set-schema": (
        Sample("alter table t set schema other"),
        Sample("alter view v set schema other", "public.v"),
        Sample("alter materialized view mv set schema other", "public.mv"),
        Sample("alter sequence s set schema other", "public.s"),
    ),
    "set-schema-unlocked": (
        Sample("alter type mood set schema other"),
        Sample("alter domain short set schema other"),
        Sample("alter routine touch() set schema other"),
        Sample("alter operator === (int, int) set schema other"),
        Sample("alter extension citext set schema public"),
    ),
    "set-tablespace": (Sample("alter table filled set tablespace dt_space_h5", "public.filled"),),
    "table-option": (
        Sample("alter table only t alter txt set statistics 100"),
        Sample("alter table only t alter txt set (n_distinct = 5)"),
        Sample("alter table t set (fillfactor = 70)"),
        Sample("alter table t reset (fillfactor)"),
        Sample("alter table t cluster on t_n"),
        Sample("alter table t set without cluster"),
    ),
    "table-setting": (
        Sample("alter table t replica identity full"),
        Sample("alter table typed of row_of", "public.typed"),
        Sample("alter sequence s set unlogged", "public.s"),
        Sample("alter table t alter txt set storage external"),
        Sample("alter table t alter txt set compression pglz"),
    ),
    "validate-constraint": (
        Sample("alter table t validate constraint positive"),
        Sample("alter table loose validate constraint late", "public.loose"),
        Sample("alter table loose validate constraint late", "public.parent", other=True),
    ),
}
