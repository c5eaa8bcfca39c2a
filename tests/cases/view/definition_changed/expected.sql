create view v as select id, a from t where id > 5;
create view w as select id, a from t;
