create schema "S ""s"" 'x'";
create table "S ""s"" 'x'"."T.t ""t"" 'x'" ("C.c ""c""" int constraint "K.k ""k""" check ("C.c ""c""" > 0));
create index "I.i ""i""" on "S ""s"" 'x'"."T.t ""t"" 'x'" ("C.c ""c""");
create type "T ""t""" as enum ('a');
create function "F ""f"" 'x'"(a int, b "T ""t""") returns int language sql as 'select 1';
create policy "P.p ""p""" on "S ""s"" 'x'"."T.t ""t"" 'x'" using (true);
