-- s01 drop comment public.t.m.column
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards comment
--     undo: comment on column public.t.m is 'nobody expects it';
comment on column public.t.m is null;

-- s02 create comment app.schema
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on schema app is null;
comment on schema app is 'the application';

-- s03 alter comment public.f(integer).routine
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on routine public.f(integer) is 'an old function';
comment on routine public.f(integer) is 'a function';

-- s04 create comment public.mood.enum
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on type public.mood is null;
comment on type public.mood is 'an enum';

-- s05 create comment public.mv.materialized view
--     lock SHARE UPDATE EXCLUSIVE on public.mv; way back exact; hazards comment
--     undo: comment on materialized view public.mv is null;
comment on materialized view public.mv is 'a materialized view';

-- s06 create comment public.mv.id.column
--     lock SHARE UPDATE EXCLUSIVE on public.mv; way back exact; hazards comment
--     undo: comment on column public.mv.id is null;
comment on column public.mv.id is 'its column';

-- s07 create comment public.p().routine
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on routine public.p() is null;
comment on routine public.p() is 'a procedure';

-- s08 create comment public.pair.composite
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on type public.pair is null;
comment on type public.pair is 'a composite';

-- s09 create comment public.pair.a.composite attribute
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on column public.pair.a is null;
comment on column public.pair.a is 'an attribute';

-- s10 create comment public.s.sequence
--     lock SHARE UPDATE EXCLUSIVE on public.s; way back exact; hazards comment
--     undo: comment on sequence public.s is null;
comment on sequence public.s is 'a sequence';

-- s11 create comment public.short.domain
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on domain public.short is null;
comment on domain public.short is 'a domain';

-- s12 create comment public.t.table
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards comment
--     undo: comment on table public.t is null;
comment on table public.t is  E'several
lines, a \\ and a ''quote''';

-- s13 alter comment public.t.everyone.policy
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on policy everyone on public.t is 'an old policy';
comment on policy everyone on public.t is 'a policy';

-- s14 alter comment public.t.n.column
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards comment
--     undo: comment on column public.t.n is 'old text';
comment on column public.t.n is 'new text';

-- s15 create comment public.t.t_n.index
--     lock SHARE UPDATE EXCLUSIVE on public.t_n; way back exact; hazards comment
--     undo: comment on index public.t_n is null;
comment on index public.t_n is 'an index';

-- s16 create comment public.t.t_n_check.constraint
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint t_n_check on public.t is null;
comment on constraint t_n_check on public.t is 'a check';

-- s17 create comment public.t.t_pkey.constraint
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint t_pkey on public.t is null;
comment on constraint t_pkey on public.t is 'a constraint';

-- s18 create comment public.t.t_pkey.index
--     lock SHARE UPDATE EXCLUSIVE on public.t_pkey; way back exact; hazards comment
--     undo: comment on index public.t_pkey is null;
comment on index public.t_pkey is 'the index of a constraint';

-- s19 create comment public.t.touched.trigger
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on trigger touched on public.t is null;
comment on trigger touched on public.t is 'a trigger';

-- s20 create comment public.t_id_seq.sequence
--     lock SHARE UPDATE EXCLUSIVE on public.t_id_seq; way back exact; hazards comment
--     undo: comment on sequence public.t_id_seq is null;
comment on sequence public.t_id_seq is 'an owned sequence';

-- s21 create comment public.v.view
--     lock SHARE UPDATE EXCLUSIVE on public.v; way back exact; hazards comment
--     undo: comment on view public.v is null;
comment on view public.v is 'a view';

-- s22 create comment public.v.n.column
--     lock SHARE UPDATE EXCLUSIVE on public.v; way back exact; hazards comment
--     undo: comment on column public.v.n is null;
comment on column public.v.n is 'of a view';
