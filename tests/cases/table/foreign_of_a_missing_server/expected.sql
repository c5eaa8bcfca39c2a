create server more foreign data wrapper far;
create foreign table r (id int) server more;
create view v as select id from r;
