create table p (id integer primary key, k text unique);
insert into p values (1, 'a'), (2, 'b');
create table t (id integer primary key, p_id int);
insert into t values (1, 1), (2, null);
