-- s01 move table public.orders to schema app
--     lock ACCESS EXCLUSIVE on public.orders; way back exact; hazards set-schema
--     carries sequence orders_id_seq, constraint orders_pkey
--     undo: alter table app.orders set schema public;
alter table public.orders set schema app;

-- s02 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    label\n   FROM app.orders;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s03 drop column app.orders.extra
--     lock ACCESS EXCLUSIVE on app.orders; data loss irreversible; way back none; hazards drop-column
--     undo: alter table app.orders add column extra integer;
alter table app.orders drop column extra;

-- s04 alter column app.orders.label
--     lock ACCESS EXCLUSIVE on app.orders; scans; way back exact; hazards alter-type-in-place, set-not-null
--     undo: alter table app.orders alter column label type character varying(20) using label::character varying(20);
--     undo: alter table app.orders alter column label drop not null;
alter table app.orders alter column label type character varying(40) using label::character varying(40);
alter table app.orders alter column label set not null;

-- s05 create index app.orders.orders_label
--     lock SHARE on app.orders; scans; way back exact; hazards create-index
--     undo: drop index app.orders_label;
create index orders_label on app.orders using btree (label);

-- s06 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    label
   FROM app.orders;
alter view public.v owner to postgres;
