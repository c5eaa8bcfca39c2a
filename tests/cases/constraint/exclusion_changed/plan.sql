-- s01 drop constraint public.t.ex
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint ex EXCLUDE USING gist (a WITH &&);
alter table public.t drop constraint ex;

-- s02 create constraint public.t.ex
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint ex;
alter table public.t add constraint ex EXCLUDE USING gist (a WITH &&) WHERE ((b <> ' DEFERRABLE'::text)) deferrable initially deferred;
