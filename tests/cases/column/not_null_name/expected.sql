alter table t rename constraint t_a_not_null to must_be;
alter table t add constraint b_there not null b;
alter table t rename constraint old_name to new_name;
