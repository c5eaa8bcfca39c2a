create type span as range (subtype = int, multirange_type_name = "Sp""ans");
create table t (id int primary key, during span, always "Sp""ans");
insert into t values (1, '[1,2)', '{[1,2)}');
