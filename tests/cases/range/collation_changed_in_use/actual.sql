create type span as range (subtype = text, collation = "C", multirange_type_name = spans);
create table t (id int primary key, s span not null, m spans default spans(span('a', 'b')));
insert into t values (1, '[a,b)', '{[a,b),[x,)}'), (2, 'empty', '{}');
alter table t add exclude using gist (s with &&);
