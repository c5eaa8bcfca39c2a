create schema app;
create foreign table r (id int, name text, day date) server away options (a '1');
create foreign table called (one int, two text, three date) server away;
