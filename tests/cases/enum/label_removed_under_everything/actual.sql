create type mood as enum ('sad', 'meh', 'ok');
create domain feeling as mood default 'ok';
create table t (
    id int primary key, m mood not null default 'ok', all_of mood[] default '{ok}', f feeling,
    happy boolean generated always as (m = 'ok'::mood) stored,
    constraint calm check (m <> 'sad'::mood or id > 0)
);
create index t_ok on t (id) where m = 'ok'::mood;
create index t_m on t (m);
create view v with (security_barrier) as select id, m from t where m = 'ok'::mood;
create view w as select m, count(*) as n from v group by m;
comment on view w is 'how many';
comment on column v.m is 'how';
grant select on v, w to app_reader;
grant update (m) on v to app_writer;
create function worse(a mood, b mood) returns mood language sql immutable as 'select least(a, b)';
comment on function worse(mood, mood) is 'the lower one';
revoke execute on function worse(mood, mood) from public;
grant execute on function worse(mood, mood) to app_reader;
create function noted() returns trigger language plpgsql as 'begin return new; end';
create trigger noted before update of m on t for each row when (old.m is distinct from 'sad'::mood) execute function noted();
alter table t disable trigger noted;
alter table t enable row level security;
create policy calm on t to app_reader using (m = 'ok'::mood);
comment on policy calm on t is 'only calm ones';
comment on type mood is 'how one feels';
grant usage on type mood to app_reader;
alter type mood owner to app_writer;
insert into t (id, m, all_of, f) values (1, 'ok', '{sad,ok}', 'sad'), (2, 'sad', '{}', null);
