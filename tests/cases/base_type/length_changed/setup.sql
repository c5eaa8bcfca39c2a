create type number;
create function number_in(cstring) returns number language internal immutable strict as 'int4in';
create function number_out(number) returns cstring language internal immutable strict as 'int4out';
