-- s01 alter view public.V "2"
--     lock ACCESS EXCLUSIVE on public."V ""2"""; way back exact; hazards set-default
--     undo: alter view public."V ""2""" alter column "I d; set default 3" drop default;
alter view public."V ""2""" alter column "I d; set default 3" set default 9;

-- s02 alter view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-default
--     undo: alter view public.v alter column txt drop default;
--     undo: alter view public.v alter column id set default 1;
--     undo: alter view public.v alter column a set default 6;
alter view public.v alter column id drop default;
alter view public.v alter column a set default 5;
alter view public.v alter column txt set default 'new; -- "x"'::text;
