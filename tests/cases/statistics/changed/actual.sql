create statistics pair (ndistinct) on a, b from t;
create statistics level on a, b from t;
alter statistics level set statistics 10;
