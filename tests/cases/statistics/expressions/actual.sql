create statistics odd on (a + 1) from t;
