create table t (id integer primary key, made text not null default current_timestamp);
insert into t (id, made) values (1, '2020-01-01');
