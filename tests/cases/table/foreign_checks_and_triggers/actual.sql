create foreign table r (id int, constraint small check (id < 10)) server away;
