-- s01 alter base type public.number
--     lock none; way back exact; hazards alter-object
--     undo: alter type public.number set (receive = none);
--     undo: alter type public.number set (send = none);
alter type public.number set (receive = public.number_receive);
alter type public.number set (send = public.number_send);
