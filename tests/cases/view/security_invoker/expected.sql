create view v with (security_invoker = true) as select id from t;
