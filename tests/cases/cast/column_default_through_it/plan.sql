-- s01 alter column public.t.n
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column n set default 5;
alter table only public.t alter column n set default ('happy'::public.mood)::integer;

-- s02 create view public.v
--     lock none; way back exact; hazards create-object
--     undo: drop view public.v;
create view public.v as
 SELECT ('sad'::public.mood)::integer AS low
   FROM public.t;

-- s03 set owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to current_user;
alter view public.v owner to postgres;
