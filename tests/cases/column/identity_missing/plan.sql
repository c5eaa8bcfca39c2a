-- s01 create column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.t drop column id;
alter table public.t add column id bigint not null generated always as identity;
