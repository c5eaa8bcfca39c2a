-- s01 rename base type public.number to counter
--     lock none; way back exact; hazards rename-unlocked
--     carries routine number_out(public.counter), routine number_send(public.counter)
--     undo: alter type public.counter rename to number;
alter type public.number rename to counter;
