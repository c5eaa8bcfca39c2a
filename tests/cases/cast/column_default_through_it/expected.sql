alter table t add column n int default 'happy'::mood::int; create view v as select 'sad'::mood::int as low from t;
