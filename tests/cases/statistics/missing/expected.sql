create statistics pair on a, b from t;
create statistics s.few (ndistinct, mcv) on a, b, c from t;
alter statistics s.few set statistics 200;
create table u (a int, b int);
create statistics of_u (dependencies) on a, b from u;
