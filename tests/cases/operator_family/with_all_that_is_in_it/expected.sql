create operator class tens for type int using btree as operator 1 <<<, operator 2 <<=, operator 3 ===, operator 4 >>=, operator 5 >>>, function 1 ordered(int, int);
create function below(a int, b bigint) returns boolean language sql immutable as 'select $1 % 10 < $2 % 10';
create operator <<< (function = below, leftarg = int, rightarg = bigint);
alter operator family tens using btree add operator 1 <<<(int, bigint);
create index i on t (n tens);
