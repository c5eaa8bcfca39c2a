-- s01 rename constraint public.a.b_pkey to b_pkey (drifttools)
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards rename
--     undo: alter table public.a rename constraint "b_pkey (drifttools)" to b_pkey;
alter table public.a rename constraint b_pkey to "b_pkey (drifttools)";

-- s02 rename constraint public.b.a_pkey to b_pkey
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards rename
--     undo: alter table public.b rename constraint b_pkey to a_pkey;
alter table public.b rename constraint a_pkey to b_pkey;

-- s03 rename constraint public.a.b_pkey (drifttools) to a_pkey
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards rename
--     undo: alter table public.a rename constraint a_pkey to "b_pkey (drifttools)";
alter table public.a rename constraint "b_pkey (drifttools)" to a_pkey;

-- s04 set aside view public.va
--     lock ACCESS EXCLUSIVE on public.va; way back exact; hazards drop-view
--     undo: create view public.va as\n SELECT id,\n    name\n   FROM public.b;
--     undo: alter view public.va owner to postgres;
drop view public.va;

-- s05 drop column public.a.at
--     lock ACCESS EXCLUSIVE on public.a; data loss irreversible; way back none; hazards drop-column
--     undo: alter table public.a add column at timestamp with time zone;
alter table public.a drop column at;

-- s06 drop column public.a.total
--     lock ACCESS EXCLUSIVE on public.a; data loss irreversible; way back none; hazards drop-column
--     undo: alter table public.a add column total numeric;
alter table public.a drop column total;

-- s07 drop column public.b.born
--     lock ACCESS EXCLUSIVE on public.b; data loss irreversible; way back none; hazards drop-column
--     undo: alter table public.b add column born date;
alter table public.b drop column born;

-- s08 drop column public.b.name
--     lock ACCESS EXCLUSIVE on public.b; data loss irreversible; way back none; hazards drop-column
--     undo: alter table public.b add column name text;
alter table public.b drop column name;

-- s09 create column public.a.name
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards add-column
--     undo: alter table public.a drop column name;
alter table public.a add column name text;

-- s10 create column public.a.born
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards add-column
--     undo: alter table public.a drop column born;
alter table public.a add column born date;

-- s11 create column public.b.total
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards add-column
--     undo: alter table public.b drop column total;
alter table public.b add column total numeric;

-- s12 create column public.b.at
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards add-column
--     undo: alter table public.b drop column at;
alter table public.b add column at timestamp with time zone;

-- s13 restore view public.va
--     lock ACCESS EXCLUSIVE on public.va; way back exact; hazards create-object, set-owner
--     undo: drop view public.va;
create view public.va as
 SELECT id,
    name
   FROM public.a;
alter view public.va owner to postgres;
