-- s01 alter table public.t
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards row-security
--     undo: alter table public.t disable row level security;
--     undo: alter table public.t no force row level security;
alter table public.t enable row level security;
alter table public.t force row level security;
