create function image(a int, b bigint, c int default 0) returns int language sql immutable as 'select 1';
alter operator family tens using btree add function 1 (int, bigint) ordered(int, bigint);
