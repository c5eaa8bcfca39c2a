-- s01 set aside constraint public.u.u_t_code_fkey
--     lock ACCESS EXCLUSIVE on public.u, public.t; way back exact; hazards drop-foreign-key
--     undo: alter table public.u add constraint u_t_code_fkey foreign key (t_code) references public.t (code);
alter table public.u drop constraint u_t_code_fkey;

-- s02 drop constraint public.t.t_u
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint t_u unique (code);
alter table public.t drop constraint t_u;

-- s03 set aside constraint public.u.u_t_id_fkey
--     lock ACCESS EXCLUSIVE on public.u, public.t; way back exact; hazards drop-foreign-key
--     undo: alter table public.u add constraint u_t_id_fkey foreign key (t_id) references public.t (id) on delete cascade;
alter table public.u drop constraint u_t_id_fkey;

-- s04 drop constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint t_pkey primary key (id);
--     undo: comment on constraint t_pkey on public.t is 'the key';
alter table public.t drop constraint t_pkey;

-- s05 create constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique, comment-unlocked
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (code);
comment on constraint t_pkey on public.t is 'the key';

-- s06 create constraint public.t.t_u
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_u;
alter table public.t add constraint t_u unique (id);

-- s07 restore constraint public.u.u_t_code_fkey
--     lock SHARE ROW EXCLUSIVE on public.u, public.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.u drop constraint u_t_code_fkey;
alter table public.u add constraint u_t_code_fkey foreign key (t_code) references public.t (code);

-- s08 restore constraint public.u.u_t_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.u, public.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.u drop constraint u_t_id_fkey;
alter table public.u add constraint u_t_id_fkey foreign key (t_id) references public.t (id) on delete cascade;

-- s09 alter view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards replace-view
--     undo: create or replace view public.v as\n SELECT code,\n    id\n   FROM public.t\n  GROUP BY code, id;
create or replace view public.v as
 SELECT code,
    id
   FROM public.t
  GROUP BY code;
