create index i on t (a, b);
create index j on t (a) with (deduplicate_items = off);
create index k on t (a) where b = 'y';
