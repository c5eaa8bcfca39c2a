create type pair_of;
create function pair_of_in(cstring) returns pair_of language internal immutable strict as 'point_in';
create function pair_of_out(pair_of) returns cstring language internal immutable strict as 'point_out';
create type pair_of (input = pair_of_in, output = pair_of_out, internallength = 16, alignment = double, element = float8,
    category = 'G', subscript = raw_array_subscript_handler);
create table t (p pair_of);
