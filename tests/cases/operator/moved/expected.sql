create operator app.=== (function = same, leftarg = int, rightarg = int, commutator = operator(app.===));
create view v as select n from t where n operator(app.===) 3;
create index on t ((n operator(app.===) 5));
comment on operator app.===(int, int) is 'same';
