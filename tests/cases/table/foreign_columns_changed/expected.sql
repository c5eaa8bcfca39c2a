create foreign table r (id bigint not null, name varchar(20) default 'x', added date) server away;
create view v as select id, name from r;
