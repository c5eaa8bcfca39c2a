create or replace function g(int) returns int language internal strict immutable as 'int4abs';
