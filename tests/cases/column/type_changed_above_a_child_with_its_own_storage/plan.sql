-- s01 alter column public.documents.body
--     lock ACCESS EXCLUSIVE on public.documents, public.letters; way back exact; hazards alter-type-in-place, table-setting
--     undo: alter table public.documents alter column body type character varying(40) using body::character varying(40);
--     undo: alter table only public.documents alter column body set storage external;
--     undo: alter table only public.letters alter column body set storage main;
--     undo: alter table only public.letters alter column body set compression pglz;
alter table public.documents alter column body type text using body::text;
alter table only public.documents alter column body set storage external;
alter table only public.letters alter column body set storage main;
alter table only public.letters alter column body set compression pglz;
