create table t (id bigserial primary key, n text);
comment on column t.id is 'number';
create table u (t_id bigint references t);
insert into t (n) values ('a'), ('b');
insert into u values (2);
