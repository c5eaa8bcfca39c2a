create type number (input = number_in, output = number_out, like = int4); create table t (n number);
