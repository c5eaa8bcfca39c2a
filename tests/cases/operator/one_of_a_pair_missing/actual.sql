create operator <<< (function = below, leftarg = int, rightarg = int);
create view v as select n from t where n <<< 3;
