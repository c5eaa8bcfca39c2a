create foreign table r (id int) server away options (a '1');
grant select on r to app_reader;
