create table t (id int not null, code text not null, constraint t_pkey primary key (id), constraint t_u unique (code));
create table u (id int primary key, t_id int references t (id) on delete cascade, t_code text references t (code));
comment on constraint t_pkey on t is 'the key';
create view v as select code, id from t group by code, id;
insert into t values (1, 'a'), (2, 'b');
insert into u values (1, 1, 'b');
