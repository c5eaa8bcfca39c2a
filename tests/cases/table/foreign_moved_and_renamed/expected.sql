create schema app;
create foreign table app.r (id int, name text, day date) server away options (a '1');
create foreign table renamed (one int, two text, three date) server away;
