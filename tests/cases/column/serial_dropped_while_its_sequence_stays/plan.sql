-- s01 let sequence public.ids go of what it no longer uses
--     lock SHARE ROW EXCLUSIVE on public.ids; way back exact; hazards alter-sequence
--     undo: alter sequence public.ids owned by public.t.id;
alter sequence public.ids owned by none;

-- s02 drop column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; data loss irreversible; way back none; hazards drop-column
--     undo: alter table public.t add column id integer default nextval('public.ids'::regclass);
alter table public.t drop column id;
