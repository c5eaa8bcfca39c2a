create function w() returns bigint language internal window as 'window_row_number';
create function f(a int) returns boolean language sql immutable as 'select true';
