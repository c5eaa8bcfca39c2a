create foreign table r (id int) server near options (a '1');
grant select on r to app_reader;
