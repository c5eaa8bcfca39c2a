create statistics s.pair on a, b from t;
create statistics other (mcv) on a, b, c from t;
