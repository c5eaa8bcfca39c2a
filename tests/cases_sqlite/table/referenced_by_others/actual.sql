create table t (id integer primary key, a text);
insert into t values (1, 'x'), (2, 'y');
create table child (id integer primary key, t_id int not null references t on delete cascade);
insert into child values (1, 1), (2, 2), (3, 1);
