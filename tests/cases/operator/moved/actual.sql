create operator === (function = same, leftarg = int, rightarg = int, commutator = ===);
create view v as select n from t where n === 3;
create index on t ((n === 5));
comment on operator ===(int, int) is 'same';
