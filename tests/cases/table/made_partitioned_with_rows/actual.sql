create table t (id int not null, at date not null, n text, primary key (id, at));
create index t_n on t (n);
comment on table t is 'events';
grant select on t to app_reader;
create view v as select id, n from t;
insert into t values (1, '2025-05-05', 'a'), (2, '2024-01-01', 'b');
