-- s01 rename table public.customer to customers
--     lock ACCESS EXCLUSIVE on public.customer; way back exact; hazards rename
--     carries constraint customer_pkey, index customer_name_idx
--     undo: alter table public.customers rename to customer;
alter table public.customer rename to customers;

-- s02 drop index public.customers.customer_name_idx
--     lock ACCESS EXCLUSIVE on public.customers, public.customer_name_idx; way back exact; hazards drop-index
--     undo: create index customer_name_idx on public.customers using btree (name);
drop index public.customer_name_idx;

-- s03 drop constraint public.customers.customer_pkey
--     lock ACCESS EXCLUSIVE on public.customers; way back exact; hazards drop-constraint
--     undo: alter table public.customers add constraint customer_pkey primary key (id);
alter table public.customers drop constraint customer_pkey;

-- s04 drop sequence public.customer_id_seq
--     lock ACCESS EXCLUSIVE on public.customer_id_seq; data loss irreversible; way back needs backup; hazards drop-sequence
--     undo: create sequence public.customer_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;
drop sequence public.customer_id_seq;

-- s05 create sequence public.customers_id_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.customers_id_seq;
create sequence public.customers_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s06 give sequence public.customers_id_seq to its column
--     lock SHARE ROW EXCLUSIVE on public.customers_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.customers_id_seq owned by none;
alter sequence public.customers_id_seq owned by public.customers.id;

-- s07 alter column public.customers.id
--     lock ACCESS EXCLUSIVE on public.customers; way back exact; hazards set-default
--     undo: alter table public.customers alter column id set default nextval('public.customer_id_seq'::regclass);
alter table public.customers alter column id set default nextval('public.customers_id_seq'::regclass);

-- s08 create constraint public.customers.customers_pkey
--     lock ACCESS EXCLUSIVE on public.customers; scans; way back exact; hazards add-unique
--     undo: alter table public.customers drop constraint customers_pkey;
alter table public.customers add constraint customers_pkey primary key (id);

-- s09 create index public.customers.customers_name_idx
--     lock SHARE on public.customers; scans; way back exact; hazards create-index
--     undo: drop index public.customers_name_idx;
create index customers_name_idx on public.customers using btree (name);
