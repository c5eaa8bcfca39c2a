-- s01 drop constraint public.r.r_excl
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards drop-constraint
--     undo: alter table public.r add constraint r_excl EXCLUDE USING gist (d WITH &&);
alter table public.r drop constraint r_excl;

-- s02 create constraint public.r.r_excl
--     lock ACCESS EXCLUSIVE on public.r, public.r_excl; scans; way back exact; hazards add-unique, index-option
--     undo: alter table public.r drop constraint r_excl;
alter table public.r add constraint r_excl EXCLUDE USING gist (d WITH &&) WITH (fillfactor='50');
alter index public.r_excl set (fillfactor=50);

-- s03 alter constraint public.t.t_pkey
--     lock SHARE UPDATE EXCLUSIVE on public.t_pkey; way back exact; hazards index-option
--     undo: alter index public.t_pkey set (fillfactor=80);
alter index public.t_pkey reset (fillfactor);

-- s04 alter constraint public.t.t_u
--     lock SHARE UPDATE EXCLUSIVE on public.t_u; way back exact; hazards index-option
--     undo: alter index public.t_u reset (deduplicate_items, fillfactor);
alter index public.t_u set (fillfactor=60, deduplicate_items=off);
