-- s01 alter enum public.mood
--     lock none; commits on its own; way back none; hazards enum-add-value
alter type public.mood add value if not exists 'happy' after 'sad';

-- s02 alter column public.t.m
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column m set default 'sad'::public.mood;
alter table only public.t alter column m set default 'happy'::public.mood;
