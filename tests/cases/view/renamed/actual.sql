create view v_active as select id, a from t where id > 1;
