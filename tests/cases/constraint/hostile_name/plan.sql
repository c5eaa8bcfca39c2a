-- s01 create constraint public.T"x.c"k\n
--     lock ACCESS EXCLUSIVE on public."T""x"; scans; way back exact; hazards add-check
--     undo: alter table public."T""x" drop constraint "c""k\n";
alter table public."T""x" add constraint "c""k
" check (("a'b" > 0));

-- s02 create constraint public.T"x.foreign
--     lock SHARE ROW EXCLUSIVE on public."T""x", public."P"; scans; way back exact; hazards add-foreign-key
--     undo: alter table public."T""x" drop constraint "foreign";
alter table public."T""x" add constraint "foreign" foreign key ("select") references public."P" ("I d");

-- s03 create constraint public.T"x.ü
--     lock ACCESS EXCLUSIVE on public."T""x"; scans; way back exact; hazards add-unique
--     undo: alter table public."T""x" drop constraint "ü";
alter table public."T""x" add constraint "ü" unique ("a'b", "select");
