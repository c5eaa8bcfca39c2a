-- s01 drop constraint public.orders.orders_customer_id_fkey
--     lock ACCESS EXCLUSIVE on public.orders, public.customer; way back exact; hazards drop-foreign-key
--     undo: alter table public.orders add constraint orders_customer_id_fkey foreign key (customer_id) references public.customer (id);
alter table public.orders drop constraint orders_customer_id_fkey;

-- s02 drop table public.customer
--     lock ACCESS EXCLUSIVE on public.customer; data loss irreversible; way back none; hazards drop-table
--     undo: create sequence public.customer_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;
--     undo: create table public.customer (\n    id integer default nextval('public.customer_id_seq'::regclass) not null,\n    fullname text not null,\n    email text,\n    since date,\n    city text,\n    zip character varying(10),\n    phone text\n);
--     undo: alter table public.customer add constraint customer_email_key unique (email);
--     undo: alter table public.customer add constraint customer_pkey primary key (id);
--     undo: alter sequence public.customer_id_seq owned by public.customer.id;
drop table public.customer;

-- s03 create sequence public.customers_id_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.customers_id_seq;
create sequence public.customers_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s04 create table public.customers
--     lock none; way back exact; hazards create-object
--     undo: drop table public.customers;
create table public.customers (
    id integer default nextval('public.customers_id_seq'::regclass) not null,
    full_name text not null,
    email text,
    since date,
    city text,
    zip character varying(10),
    phone text
);

-- s05 complete sequence public.customers_id_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on public.customers_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.customers_id_seq owned by none;
alter sequence public.customers_id_seq owned by public.customers.id;

-- s06 create constraint public.customers.customers_email_key
--     lock ACCESS EXCLUSIVE on public.customers; scans; way back exact; hazards add-unique
--     undo: alter table public.customers drop constraint customers_email_key;
alter table public.customers add constraint customers_email_key unique (email);

-- s07 create constraint public.customers.customers_pkey
--     lock ACCESS EXCLUSIVE on public.customers; scans; way back exact; hazards add-unique
--     undo: alter table public.customers drop constraint customers_pkey;
alter table public.customers add constraint customers_pkey primary key (id);

-- s08 create constraint public.orders.orders_customer_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.orders, public.customers; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.orders drop constraint orders_customer_id_fkey;
alter table public.orders add constraint orders_customer_id_fkey foreign key (customer_id) references public.customers (id);
