create statistics pair (ndistinct, mcv) on a, b from t;
create statistics level on a, b from t;
