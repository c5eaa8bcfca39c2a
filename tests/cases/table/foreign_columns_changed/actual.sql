create foreign table r (id int, name text, gone date) server away;
create view v as select id, name from r;
