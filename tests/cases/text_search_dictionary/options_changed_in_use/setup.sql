create text search dictionary d (template = simple, stopwords = english, accept = false);
create text search configuration c (parser = default);
alter text search configuration c add mapping for word with d;
create table t (v tsvector);
insert into t values (to_tsvector('c', 'a cat'));
