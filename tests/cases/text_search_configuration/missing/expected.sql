create text search configuration deutsch (parser = default);
alter text search configuration deutsch add mapping for asciiword, word, hword with german_stem, simple;
create table t (body text);
create index on t using gin (to_tsvector('public.deutsch', body));
