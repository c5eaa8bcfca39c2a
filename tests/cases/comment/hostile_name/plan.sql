-- s01 create comment S "s" 'x'.schema
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on schema "S ""s"" 'x'" is null;
comment on schema "S ""s"" 'x'" is  E'a''b"c\\d';

-- s02 create comment S "s" 'x'.T.t "t" 'x'.table
--     lock SHARE UPDATE EXCLUSIVE on "S ""s"" 'x'"."T.t ""t"" 'x'"; way back exact; hazards comment
--     undo: comment on table "S ""s"" 'x'"."T.t ""t"" 'x'" is null;
comment on table "S ""s"" 'x'"."T.t ""t"" 'x'" is  E'tab	 newline
 \\N \\.';

-- s03 create comment S "s" 'x'.T.t "t" 'x'.C.c "c".column
--     lock SHARE UPDATE EXCLUSIVE on "S ""s"" 'x'"."T.t ""t"" 'x'"; way back exact; hazards comment
--     undo: comment on column "S ""s"" 'x'"."T.t ""t"" 'x'"."C.c ""c""" is null;
comment on column "S ""s"" 'x'"."T.t ""t"" 'x'"."C.c ""c""" is '{} %s $1 ;--';

-- s04 create comment S "s" 'x'.T.t "t" 'x'.I.i "i".index
--     lock SHARE UPDATE EXCLUSIVE on "S ""s"" 'x'"."I.i ""i"""; way back exact; hazards comment
--     undo: comment on index "S ""s"" 'x'"."I.i ""i""" is null;
comment on index "S ""s"" 'x'"."I.i ""i""" is 'x';

-- s05 create comment S "s" 'x'.T.t "t" 'x'.K.k "k".constraint
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint "K.k ""k""" on "S ""s"" 'x'"."T.t ""t"" 'x'" is null;
comment on constraint "K.k ""k""" on "S ""s"" 'x'"."T.t ""t"" 'x'" is 'x';

-- s06 create comment S "s" 'x'.T.t "t" 'x'.P.p "p".policy
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on policy "P.p ""p""" on "S ""s"" 'x'"."T.t ""t"" 'x'" is null;
comment on policy "P.p ""p""" on "S ""s"" 'x'"."T.t ""t"" 'x'" is '*/ /* x';

-- s07 create comment public.F "f" 'x'(integer, public."T ""t""").routine
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on routine public."F ""f"" 'x'"(integer,public."T ""t""") is null;
comment on routine public."F ""f"" 'x'"(integer,public."T ""t""") is 'x';

-- s08 create comment public.T "t".enum
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on type public."T ""t""" is null;
comment on type public."T ""t""" is 'x';
