create table t (id serial primary key, n text);
create table u (id serial primary key, t_id int not null references t on delete cascade);
create view v as select t.id, t.n, count(u.id) as us from t left join u on u.t_id = t.id group by t.id;
create index u_t on u (t_id);
insert into t (n) values ('a'); insert into u (t_id) values (1);
