create operator === (function = same, leftarg = int, rightarg = int, negator = !==, commutator = ===, restrict = eqsel);
create operator !== (function = unlike, leftarg = int, rightarg = int, negator = ===, commutator = !==, restrict = neqsel);
create view v as select n from t where n === 3;
create table u (a int, b int, check (a !== b));
