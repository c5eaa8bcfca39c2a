create type slot as range (subtype = timetz, multirange_type_name = slot_multirange);
create table t (s slot_multirange);
