create schema app; set search_path = app;
create type number;
create function number_in(cstring) returns number language internal immutable strict as 'int4in';
create function number_out(number) returns cstring language internal immutable strict as 'int4out';
create function number_receive(internal) returns number language internal immutable strict as 'int4recv';
create function number_send(number) returns bytea language internal immutable strict as 'int4send';
create type number (input = number_in, output = number_out, receive = number_receive, internallength = 4, passedbyvalue,
    alignment = int4, category = 'N', default = '7');

create operator family f using hash;
create function as_number(a int) returns number language internal immutable strict as 'int4up';
create cast (int as number) with function as_number(int) as assignment;
create cast (number as int) without function;
create table app.t (n number);
