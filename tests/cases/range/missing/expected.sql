create function minus(a time, b time) returns double precision language sql immutable begin atomic select extract(epoch from a - b); end;
create type slot as range (subtype = time, subtype_diff = minus, multirange_type_name = slots);
create type word as range (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
create table t (s slot, many slots, w word[]);
