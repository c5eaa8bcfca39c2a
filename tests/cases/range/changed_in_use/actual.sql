create type slot as range (subtype = time);
create table t (s slot_multirange);
insert into t values ('{[10:00,11:00]}');
