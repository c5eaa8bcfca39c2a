create schema stray;
create table public.t (id bigint primary key, note text);
insert into public.t select n, 'n' || n from generate_series(1, 5) n;
create view stray.v as select id from public.t;
