-- s01 create constraint public.r.r_excl
--     lock ACCESS EXCLUSIVE on public.r, public.r_excl; rewrites; scans; way back exact; hazards add-unique, index-option, set-tablespace
--     undo: alter table public.r drop constraint r_excl;
alter table public.r add constraint r_excl EXCLUDE USING gist (d WITH &&) WITH (fillfactor='50') WHERE ((NOT isempty(d)));
alter index public.r_excl set (fillfactor=50);
alter index public.r_excl set tablespace dt_fast;
