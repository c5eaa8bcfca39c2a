-- s01 create table public.r
--     lock none; way back exact; hazards create-object
--     undo: drop foreign table public.r;
create foreign table public.r (
    id integer options (column_name 'no') default 5 not null,
    name text collate pg_catalog."C"
) server away options (schema_name 'y', table_name 'x');

-- s02 create constraint public.r.r_id_check
--     lock ACCESS EXCLUSIVE on public.r; scans; way back exact; hazards add-check
--     undo: alter table public.r drop constraint r_id_check;
alter table public.r add constraint r_id_check check ((id > 0));

-- s03 create comment public.r.foreign table
--     lock SHARE UPDATE EXCLUSIVE on public.r; way back exact; hazards comment
--     undo: comment on foreign table public.r is null;
comment on foreign table public.r is 'elsewhere';

-- s04 create comment public.r.id.column
--     lock SHARE UPDATE EXCLUSIVE on public.r; way back exact; hazards comment
--     undo: comment on column public.r.id is null;
comment on column public.r.id is 'its number';

-- s05 set owner public.r.table
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards set-owner
--     undo: alter table public.r owner to current_user;
alter table public.r owner to app_writer;

-- s06 create privilege public.r.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke INSERT, SELECT on public.r from app_reader;
grant INSERT, SELECT on public.r to app_reader;
