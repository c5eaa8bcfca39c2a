-- s01 drop column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; data loss irreversible; way back none; hazards drop-column
--     undo: create sequence public.t_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;
--     undo: alter table public.t add column id integer default nextval('public.t_id_seq'::regclass) not null;
--     undo: alter sequence public.t_id_seq owner to postgres;
--     undo: alter sequence public.t_id_seq owned by public.t.id;
alter table public.t drop column id;
