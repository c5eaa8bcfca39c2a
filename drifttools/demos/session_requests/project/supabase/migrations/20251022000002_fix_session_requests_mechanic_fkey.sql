-- A mechanic is a row of mechanics, not a login of Supabase Auth.
alter table if exists public.session_requests drop constraint if exists session_requests_mechanic_id_fkey;
alter table if exists public.session_requests
    add constraint session_requests_mechanic_id_fkey
    foreign key (mechanic_id) references public.mechanics (id) on delete set null;
