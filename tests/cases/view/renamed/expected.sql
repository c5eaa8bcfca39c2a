create view active_users as select id, a from t where id > 1;
