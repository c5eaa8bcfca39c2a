-- s01 drop constraint public.events.kind_is_short
--     lock ACCESS EXCLUSIVE on public.events; way back exact; hazards drop-constraint
--     undo: alter table public.events add constraint kind_is_short check ((length(kind) < 20));
alter table public.events drop constraint kind_is_short;

-- s02 create constraint public.events.kind_is_short
--     lock ACCESS EXCLUSIVE on public.events; scans; way back exact; hazards add-check
--     undo: alter table public.events drop constraint kind_is_short;
alter table public.events add constraint kind_is_short check ((length(kind) < 20)) no inherit;
