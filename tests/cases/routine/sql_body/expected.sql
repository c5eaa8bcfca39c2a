create function f() returns bigint language sql begin atomic select count(*) from t; end;
create function g() returns bigint language sql return f() + 1;
