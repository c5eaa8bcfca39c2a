create type number (input = number_in, output = number_out, like = int4, category = 'N', default = '3'); create table t (n number); insert into t values ('5');
