create table t (a int, b int, c text);
insert into t values (1, 2, 'x');
create statistics pair on a, b from t;
