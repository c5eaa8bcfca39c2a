create view v as select id, a from t;
create view w with (security_barrier = true) as select id, a from t;
