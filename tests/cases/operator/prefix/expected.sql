create operator !! (function = turned, rightarg = int); create view v as select !! n as turned from t;
