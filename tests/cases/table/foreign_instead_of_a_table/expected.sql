create foreign table r (id int, name text) server away;
