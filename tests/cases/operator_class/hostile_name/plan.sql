-- s01 create operator family Cl "s".Fa "m" using x using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator family "Cl ""s"""."Fa ""m"" using x" using btree;
create operator family "Cl ""s"""."Fa ""m"" using x" using btree;

-- s02 create operator class Cl "s".C "l" using hash using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator class "Cl ""s"""."C ""l"" using hash" using btree;
create operator class "Cl ""s"""."C ""l"" using hash" for type integer using btree family "Cl ""s"""."Fa ""m"" using x" as operator 1 public.<<<(integer,integer), operator 2 public.<<=(integer,integer), operator 3 public.===(integer,integer), operator 4 public.>>=(integer,integer), operator 5 public.>>>(integer,integer), function 1 (integer, integer) public.ordered(integer,integer);

-- s03 create index public.t.i
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i;
create index i on public.t using btree (n "Cl ""s"""."C ""l"" using hash");

-- s04 create comment Cl "s".C "l" using hash using btree.operator class
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on operator class "Cl ""s"""."C ""l"" using hash" using btree is null;
comment on operator class "Cl ""s"""."C ""l"" using hash" using btree is 'x';

-- s05 set owner Cl "s".C "l" using hash using btree.operator class
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator class "Cl ""s"""."C ""l"" using hash" using btree owner to current_user;
alter operator class "Cl ""s"""."C ""l"" using hash" using btree owner to postgres;

-- s06 set owner Cl "s".Fa "m" using x using btree.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family "Cl ""s"""."Fa ""m"" using x" using btree owner to current_user;
alter operator family "Cl ""s"""."Fa ""m"" using x" using btree owner to postgres;
