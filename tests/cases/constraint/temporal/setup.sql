create table p (id int4range, valid_at daterange);
create table t (id int4range, valid_at daterange);
