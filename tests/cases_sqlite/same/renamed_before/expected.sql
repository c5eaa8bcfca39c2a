create table old_t (id integer primary key, a text);
create index i on old_t (a);
alter table old_t rename to t;
