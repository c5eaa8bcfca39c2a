create table t (id integer primary key, a varchar(50), n bigint not null);
insert into t values (1, 'x', 2);
