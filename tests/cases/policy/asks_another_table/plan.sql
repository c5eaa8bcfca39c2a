-- s01 create routine public.me()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.me();
CREATE OR REPLACE FUNCTION public.me()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$select current_user::text$function$;

-- s02 create table public.members
--     lock none; way back exact; hazards create-object
--     undo: drop table public.members;
create table public.members (
    user_name text,
    t_id integer
);

-- s03 create policy public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy p on public.t;
create policy p on public.t as permissive for all to public using ((EXISTS ( SELECT 1
   FROM public.members m
  WHERE ((m.t_id = t.id) AND (m.user_name = public.me())))));

-- s04 set owner public.me().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.me() owner to current_user;
alter routine public.me() owner to postgres;

-- s05 set owner public.members.table
--     lock ACCESS EXCLUSIVE on public.members; way back exact; hazards set-owner
--     undo: alter table public.members owner to current_user;
alter table public.members owner to postgres;
