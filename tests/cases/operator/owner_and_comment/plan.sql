-- s01 alter comment public.!!(none, integer).operator
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on operator public.!!(none, integer) is 'old';
comment on operator public.!!(none, integer) is 'new';

-- s02 create comment public.===(integer, integer).operator
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on operator public.===(integer, integer) is null;
comment on operator public.===(integer, integer) is 'the same but for tens';

-- s03 alter owner public.!!(none, integer).operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator public.!!(none, integer) owner to app_writer;
alter operator public.!!(none, integer) owner to postgres;

-- s04 alter owner public.===(integer, integer).operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator public.===(integer, integer) owner to postgres;
alter operator public.===(integer, integer) owner to "Odd Role";
