create type slot as range (subtype = time);
create type word as range (subtype = text, collation = "C", multirange_type_name = words);
create table t (s slot, w word);
insert into t values ('[10:00,11:00]', '[a,b]');
