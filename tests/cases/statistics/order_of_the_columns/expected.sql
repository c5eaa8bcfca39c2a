create table t (a int, b int, "C ""c" text);
insert into t select i, i, i from generate_series(1, 5) i;
create statistics s on a, b, "C ""c", (a + b), lower("C ""c") from t;
create statistics other (mcv) on a, b from t;
