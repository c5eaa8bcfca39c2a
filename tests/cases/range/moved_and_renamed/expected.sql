create type app.slot as range (subtype = time);
create type term as range (subtype = text, collation = "C", multirange_type_name = words);
create table t (s app.slot, w term);
