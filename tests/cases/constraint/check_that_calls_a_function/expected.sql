create function positive(int) returns bool language sql immutable as 'select $1 > 0';
alter table t add constraint ck check (positive(a));
