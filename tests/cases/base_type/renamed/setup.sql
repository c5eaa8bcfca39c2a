create type number;
create function number_in(cstring) returns number language internal immutable strict as 'int4in';
create function number_out(number) returns cstring language internal immutable strict as 'int4out';
create function number_receive(internal) returns number language internal immutable strict as 'int4recv';
create function number_send(number) returns bytea language internal immutable strict as 'int4send';
create type number (input = number_in, output = number_out, receive = number_receive, internallength = 4, passedbyvalue,
    alignment = int4, category = 'N', default = '7');
create table t (n number, many number[]); insert into t values ('1', null);
