create operator === (function = same_too, leftarg = int, rightarg = int);
create view v as select n from t where n === 3;
grant select on v to app_reader;
comment on view v is 'three';
