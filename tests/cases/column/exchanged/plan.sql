-- s01 rename column public.rotated.x to x (drifttools)
--     lock ACCESS EXCLUSIVE on public.rotated; way back exact; hazards rename
--     undo: alter table public.rotated rename column "x (drifttools)" to x;
alter table public.rotated rename column x to "x (drifttools)";

-- s02 rename column public.rotated.z to x
--     lock ACCESS EXCLUSIVE on public.rotated; way back exact; hazards rename
--     undo: alter table public.rotated rename column x to z;
alter table public.rotated rename column z to x;

-- s03 rename column public.rotated.y to z
--     lock ACCESS EXCLUSIVE on public.rotated; way back exact; hazards rename
--     undo: alter table public.rotated rename column z to y;
alter table public.rotated rename column y to z;

-- s04 rename column public.rotated.x (drifttools) to y
--     lock ACCESS EXCLUSIVE on public.rotated; way back exact; hazards rename
--     undo: alter table public.rotated rename column y to "x (drifttools)";
alter table public.rotated rename column "x (drifttools)" to y;

-- s05 rename column public.t.a to a (drifttools)
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename column "a (drifttools)" to a;
alter table public.t rename column a to "a (drifttools)";

-- s06 rename column public.t.b to a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     carries comment column, column privilege app_reader
--     undo: alter table public.t rename column a to b;
alter table public.t rename column b to a;

-- s07 rename column public.t.a (drifttools) to b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename column b to "a (drifttools)";
alter table public.t rename column "a (drifttools)" to b;
