create table t (id integer primary key, a text);
insert into t (id, a) values (1, 'one'), (2, 'two'), (3, null);
create table u (id integer primary key, t_id int references t (id), n int check (n > 0), unique (n));
create index u_t on u (t_id);
create trigger u_after after insert on u begin update t set a = 'seen' where id = new.t_id; end;
insert into u values (1, 1, 5), (2, 2, 6);
