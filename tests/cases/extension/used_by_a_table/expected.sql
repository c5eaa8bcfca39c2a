create schema ext;
create extension citext schema ext;
create table t (name ext.citext primary key);
