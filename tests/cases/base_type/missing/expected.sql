create type number;
create function number_in(cstring) returns number language internal immutable strict as 'int4in';
create function number_out(number) returns cstring language internal immutable strict as 'int4out';
create function number_receive(internal) returns number language internal immutable strict as 'int4recv';
create function number_send(number) returns bytea language internal immutable strict as 'int4send';
create type number (input = number_in, output = number_out, receive = number_receive, internallength = 4, passedbyvalue,
    alignment = int4, category = 'N', default = '7');

alter type number owner to app_writer;
comment on type number is 'a number';
revoke usage on type number from public;
create table t (n number, many number[]);
create function twice(n number) returns number language sql as 'select n';
create domain counted as number;
