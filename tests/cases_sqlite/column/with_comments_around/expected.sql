create table t (
  id integer primary key, -- the key
  a text, /* a note, with a comma */
  b int not null default 3 -- check (b > 0)
);
insert into t values (1, 'x', 4);
