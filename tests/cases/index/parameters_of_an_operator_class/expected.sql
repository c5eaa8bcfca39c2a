create index t_v on t using gist (v tsvector_ops (siglen = 200));
create index t_x on t using gist (to_tsvector('english', txt) tsvector_ops (siglen = 100));
