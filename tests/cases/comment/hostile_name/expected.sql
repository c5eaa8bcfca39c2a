comment on schema "S ""s"" 'x'" is 'a''b"c\d';
comment on table "S ""s"" 'x'"."T.t ""t"" 'x'" is E'tab\t newline\n \\N \\.';
comment on column "S ""s"" 'x'"."T.t ""t"" 'x'"."C.c ""c""" is '{} %s $1 ;--';
comment on constraint "K.k ""k""" on "S ""s"" 'x'"."T.t ""t"" 'x'" is 'x';
comment on index "S ""s"" 'x'"."I.i ""i""" is 'x';
comment on type "T ""t""" is 'x';
comment on function "F ""f"" 'x'"(int, "T ""t""") is 'x';
comment on policy "P.p ""p""" on "S ""s"" 'x'"."T.t ""t"" 'x'" is '*/ /* x';
