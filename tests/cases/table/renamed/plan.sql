-- s01 rename table public.customer to customers
--     lock ACCESS EXCLUSIVE on public.customer; way back exact; hazards rename
--     carries constraint customer_pkey
--     undo: alter table public.customers rename to customer;
alter table public.customer rename to customers;

-- s02 drop constraint public.customers.customer_pkey
--     lock ACCESS EXCLUSIVE on public.customers; way back exact; hazards drop-constraint
--     undo: alter table public.customers add constraint customer_pkey primary key (id);
alter table public.customers drop constraint customer_pkey;

-- s03 create constraint public.customers.customers_pkey
--     lock ACCESS EXCLUSIVE on public.customers; scans; way back exact; hazards add-unique
--     undo: alter table public.customers drop constraint customers_pkey;
alter table public.customers add constraint customers_pkey primary key (id);
