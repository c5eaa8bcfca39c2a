-- s01 create comment public.t.a.not null
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint t_c_not_null on public.t is null;
comment on constraint t_c_not_null on public.t is 'never empty';
