create view v as select id, a from t where id > 5;
create view w with (security_barrier = true) as select * from v;
create view x as select * from t where id > 1 with local check option;
create recursive view r (n) as values (1) union all select n + 1 from r where n < 5;
grant select on v to app_reader;
