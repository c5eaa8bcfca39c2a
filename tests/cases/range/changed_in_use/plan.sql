-- s01 drop owner public.slot(time without time zone, time without time zone).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot(time without time zone,time without time zone) owner to postgres;
alter routine public.slot(time without time zone,time without time zone) owner to current_user;

-- s02 drop owner public.slot(time without time zone, time without time zone, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot(time without time zone,time without time zone,text) owner to postgres;
alter routine public.slot(time without time zone,time without time zone,text) owner to current_user;

-- s03 set owner public.slot(time with time zone, time with time zone).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot(time with time zone,time with time zone) owner to current_user;
alter routine public.slot(time with time zone,time with time zone) owner to postgres;

-- s04 set owner public.slot(time with time zone, time with time zone, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot(time with time zone,time with time zone,text) owner to current_user;
alter routine public.slot(time with time zone,time with time zone,text) owner to postgres;
