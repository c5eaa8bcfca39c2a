-- s01 move routine public.touch() to schema util
--     lock none; way back exact; hazards set-schema-unlocked
--     carries trigger touch
--     undo: alter routine util.touch() set schema public;
alter routine public.touch() set schema util;

-- s02 rename table public.persons to people
--     lock ACCESS EXCLUSIVE on public.persons; way back exact; hazards rename
--     carries constraint pk, policy own
--     undo: alter table public.people rename to persons;
alter table public.persons rename to people;
