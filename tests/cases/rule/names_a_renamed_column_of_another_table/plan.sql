-- s01 rename column public.teams.score to points
--     lock ACCESS EXCLUSIVE on public.teams; way back exact; hazards rename
--     undo: alter table public.teams rename column points to score;
alter table public.teams rename column score to points;
