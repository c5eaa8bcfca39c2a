create statistics odd on (a + 2) from t;
create statistics more (mcv) on a, lower(c) from t;
