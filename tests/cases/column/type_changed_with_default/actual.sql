create table t (a text default '5', b text default 'x', c text default 'now');
insert into t values ('1', 'y', '2025-01-01');
