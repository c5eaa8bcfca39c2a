create table p (id int, name text);
create foreign table f (extra int) inherits (p) server away;
