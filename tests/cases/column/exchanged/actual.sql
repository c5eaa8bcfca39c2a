create table t (id int primary key, b text not null default 'x', a int, c date);
create index t_a on t (b) where a > 0;
alter table t add constraint t_b_check check (a > 0);
comment on column t.b is 'text';
grant select (b) on t to app_reader;
create view v as select b as a, a as b from t;
create table rotated (id int primary key, z text, x int, y date);
insert into t values (1, 'x', 2, null), (2, 'y', null, null);
insert into rotated values (1, 'x', 2, '2024-01-01');
