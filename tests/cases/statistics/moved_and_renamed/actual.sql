create statistics pair on a, b from t;
create statistics few (mcv) on a, b, c from t;
