create table t (k text primary key not null, a text) without rowid;
insert into t values ('x', 'one'), ('y', 'two');
