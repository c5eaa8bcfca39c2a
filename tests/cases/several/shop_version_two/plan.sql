-- s01 set aside policy public.orders.mine
--     lock ACCESS EXCLUSIVE on public.orders; way back exact; hazards drop-policy
--     undo: create policy mine on public.orders as permissive for select to app_reader using ((state <> 'sent'::public.order_state));
drop policy mine on public.orders;

-- s02 set aside trigger public.orders.state
--     lock ACCESS EXCLUSIVE on public.orders; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER state AFTER UPDATE OF state ON public.orders FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION public.on_state();
drop trigger state on public.orders;

-- s03 set aside view public.totals
--     lock ACCESS EXCLUSIVE on public.totals; way back exact; hazards drop-view
--     undo: create view public.totals as\n SELECT email,\n    sum(total) AS total\n   FROM public.open_orders\n  GROUP BY email;
--     undo: alter view public.totals owner to postgres;
--     undo: grant SELECT on public.totals to app_reader;
drop view public.totals;

-- s04 drop view public.open_orders
--     lock ACCESS EXCLUSIVE on public.open_orders; way back exact; hazards drop-view
--     undo: create view public.open_orders as\n SELECT o.id,\n    o.total,\n    c.email\n   FROM (public.orders o\n     JOIN public.customers c ON ((c.id = o.customer_id)))\n  WHERE (o.state = 'new'::public.order_state);
--     undo: alter view public.open_orders owner to postgres;
--     undo: grant SELECT on public.open_orders to app_reader;
drop view public.open_orders;

-- s05 drop index public.orders.orders_open
--     lock ACCESS EXCLUSIVE on public.orders, public.orders_open; way back exact; hazards drop-index
--     undo: create index orders_open on public.orders using btree (customer_id) where (state = 'new'::public.order_state);
drop index public.orders_open;

-- s06 drop constraint public.orders.orders_customer_id_fkey
--     lock ACCESS EXCLUSIVE on public.orders, public.customers; way back exact; hazards drop-foreign-key
--     undo: alter table public.orders add constraint orders_customer_id_fkey foreign key (customer_id) references public.customers (id);
alter table public.orders drop constraint orders_customer_id_fkey;

-- s07 let column public.customers.id go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.customers; way back exact; hazards set-default
--     undo: alter table only public.customers alter column id set default nextval('public.customers_id_seq'::regclass);
alter table only public.customers alter column id drop default;

-- s08 drop sequence public.customers_id_seq
--     lock ACCESS EXCLUSIVE on public.customers_id_seq; way back exact; hazards alter-sequence, rename
--     undo: create sequence public.customers_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;
--     undo: alter sequence public.customers_id_seq owner to postgres;
--     undo: alter sequence public.customers_id_seq owned by public.customers.id;
alter sequence public.customers_id_seq owned by none;
alter sequence public.customers_id_seq rename to "customers_id_seq (drifttools)";

-- s09 let column public.orders.state go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.orders; way back exact; hazards set-default
--     undo: alter table only public.orders alter column state set default 'new'::public.order_state;
alter table only public.orders alter column state drop default;

-- s10 replace enum public.order_state in use by a new one
--     lock ACCESS EXCLUSIVE on public.orders; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.order_state rename to "order_state (drifttools)";
--     undo: create type public.order_state as enum ('new', 'void', 'paid', 'sent');
--     undo: alter type public.order_state owner to postgres;
--     undo: alter table public.orders alter column state type public.order_state using state::text::public.order_state;
--     undo: drop type public."order_state (drifttools)";
alter type public.order_state rename to "order_state (drifttools)";
create type public.order_state as enum ('new', 'paid', 'sent');
alter type public.order_state owner to postgres;
alter table public.orders alter column state type public.order_state using state::text::public.order_state;
drop type public."order_state (drifttools)";

-- s11 alter sequence public.orders_id_seq
--     lock SHARE ROW EXCLUSIVE on public.orders_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.orders_id_seq as integer maxvalue 2147483647;
alter sequence public.orders_id_seq as bigint maxvalue 9223372036854775807;

-- s12 alter column public.customers.id
--     lock ACCESS EXCLUSIVE on public.customers, public."customers_id_seq (drifttools)"; rewrites; scans; data loss irreversible; way back needs backup; hazards alter-type-rewrite, set-default, alter-sequence, drop-sequence
--     undo: alter table public.customers alter column id drop identity;
--     undo: alter table public.customers alter column id type integer using id::integer;
alter table public.customers alter column id type bigint using id::bigint;
alter table public.customers alter column id add generated always as identity;
select pg_catalog.setval(pg_catalog.pg_get_serial_sequence('public.customers', 'id'), coalesce((select pg_catalog.max(id) from public.customers), 0) + 1, false);
select pg_catalog.setval(pg_catalog.pg_get_serial_sequence('public.customers', 'id'), last.value) from pg_catalog.pg_sequence_last_value('public."customers_id_seq (drifttools)"'::pg_catalog.regclass) last(value) where last.value is not null;
drop sequence public."customers_id_seq (drifttools)";

-- s13 alter column public.customers.name
--     lock ACCESS EXCLUSIVE on public.customers; way back exact; hazards alter-type-in-place
--     undo: alter table public.customers alter column name type character varying(100) using name::character varying(100);
alter table public.customers alter column name type character varying(200) using name::character varying(200);

-- s14 alter column public.orders.customer_id
--     lock ACCESS EXCLUSIVE on public.orders; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.orders alter column customer_id type integer using customer_id::integer;
alter table public.orders alter column customer_id type bigint using customer_id::bigint;

-- s15 alter column public.orders.id
--     lock ACCESS EXCLUSIVE on public.orders; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table only public.orders alter column id drop default;
--     undo: alter table public.orders alter column id type integer using id::integer;
--     undo: alter table only public.orders alter column id set default nextval('public.orders_id_seq'::regclass);
alter table only public.orders alter column id drop default;
alter table public.orders alter column id type bigint using id::bigint;
alter table only public.orders alter column id set default nextval('public.orders_id_seq'::regclass);

-- s16 alter column public.orders.state
--     lock ACCESS EXCLUSIVE on public.orders; scans; way back exact; hazards set-default, set-not-null
--     undo: alter table only public.orders alter column state drop default;
--     undo: alter table public.orders alter column state drop not null;
alter table only public.orders alter column state set default 'new'::public.order_state;
alter table public.orders alter column state set not null;

-- s17 alter column public.orders.total
--     lock ACCESS EXCLUSIVE on public.orders; rewrites; scans; way back needs backup; hazards alter-type-rewrite, set-default
--     undo: alter table only public.orders alter column total drop default;
--     undo: alter table public.orders alter column total type numeric(10,2) using total::numeric(10,2);
alter table public.orders alter column total type numeric(14,2) using total::numeric(14,2);
alter table only public.orders alter column total set default 0;

-- s18 create constraint public.customers.customers_email_key
--     lock ACCESS EXCLUSIVE on public.customers; scans; way back exact; hazards add-unique
--     undo: alter table public.customers drop constraint customers_email_key;
alter table public.customers add constraint customers_email_key unique (email);

-- s19 create constraint public.orders.orders_customer_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.orders, public.customers; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.orders drop constraint orders_customer_id_fkey;
alter table public.orders add constraint orders_customer_id_fkey foreign key (customer_id) references public.customers (id) on delete restrict;

-- s20 create constraint public.orders.total_positive
--     lock ACCESS EXCLUSIVE on public.orders; scans; way back exact; hazards add-check
--     undo: alter table public.orders drop constraint total_positive;
alter table public.orders add constraint total_positive check ((total >= (0)::numeric));

-- s21 create index public.orders.orders_open
--     lock SHARE on public.orders; scans; way back exact; hazards create-index
--     undo: drop index public.orders_open;
create index orders_open on public.orders using btree (customer_id, placed desc) where (state = 'new'::public.order_state);

-- s22 create view public.open_orders
--     lock ACCESS EXCLUSIVE on public.open_orders; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.open_orders;
create view public.open_orders as
 SELECT o.id,
    o.total,
    c.email
   FROM (public.orders o
     JOIN public.customers c ON ((c.id = o.customer_id)))
  WHERE (o.state = 'new'::public.order_state);
alter view public.open_orders owner to postgres;
grant SELECT on public.open_orders to app_reader;

-- s23 restore view public.totals
--     lock ACCESS EXCLUSIVE on public.totals; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.totals;
create view public.totals as
 SELECT email,
    sum(total) AS total
   FROM public.open_orders
  GROUP BY email;
alter view public.totals owner to postgres;
grant SELECT on public.totals to app_reader;

-- s24 restore trigger public.orders.state
--     lock SHARE ROW EXCLUSIVE on public.orders; way back exact; hazards create-trigger
--     undo: drop trigger state on public.orders;
CREATE TRIGGER state AFTER UPDATE OF state ON public.orders FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION public.on_state();

-- s25 restore policy public.orders.mine
--     lock ACCESS EXCLUSIVE on public.orders; way back exact; hazards policy
--     undo: drop policy mine on public.orders;
create policy mine on public.orders as permissive for select to app_reader using ((state <> 'sent'::public.order_state));
