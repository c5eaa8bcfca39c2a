-- s01 move table public.t to schema s
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-schema
--     undo: alter table s.t set schema public;
alter table public.t set schema s;

-- s02 rename column s.t.b to b2
--     lock ACCESS EXCLUSIVE on s.t; way back exact; hazards rename
--     undo: alter table s.t rename column b2 to b;
alter table s.t rename column b to b2;
