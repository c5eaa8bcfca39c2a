-- s01 create cast public.mood as integer
--     lock none; way back exact; hazards create-object
--     undo: drop cast (public.mood as integer);
create cast (public.mood as integer) with function public.mood_number(public.mood) as assignment;

-- s02 alter column public.t.n
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column n drop default;
alter table only public.t alter column n set default public.mood_number('happy'::public.mood);

-- s03 create constraint public.t.t_n_check
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint t_n_check;
alter table public.t add constraint t_n_check check (((n = public.mood_number('sad'::public.mood)) OR (n > 0)));
