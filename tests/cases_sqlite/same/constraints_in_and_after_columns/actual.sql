create table p (id integer primary key, k text unique);
insert into p values (1, 'a'), (2, 'b');
create table t (id integer, a text, p_id int, n int, primary key (id), unique (a), foreign key (p_id) references p on delete cascade, check ((n > 0)));
