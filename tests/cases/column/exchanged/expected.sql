create table t (id int primary key, a text not null default 'x', b int, c date);
create index t_a on t (a) where b > 0;
alter table t add check (b > 0);
comment on column t.a is 'text';
grant select (a) on t to app_reader;
create view v as select a, b from t;
create table rotated (id int primary key, x text, y int, z date);
insert into t values (1, 'x', 2, null), (2, 'y', null, null);
insert into rotated values (1, 'x', 2, '2024-01-01');
