create table t (id int constraint pk primary key, p_id int constraint fk references p, n int constraint ck check (n > 0), u int constraint uq unique);
insert into p values (1);
insert into t values (1, 1, 1, 1);
