create table t ("C ""c" text, b int, a int);
insert into t select i, i, i from generate_series(1, 5) i;
create statistics s on a, lower("C ""c"), b, "C ""c", (a + b) from t;
create statistics other (mcv) on a, "C ""c" from t;
