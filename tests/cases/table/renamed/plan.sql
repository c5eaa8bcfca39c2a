-- s01 rename table public.customer to customers
--     lock ACCESS EXCLUSIVE on public.customer; way back exact; hazards rename
--     undo: alter table public.customers rename to customer;
alter table public.customer rename to customers;

-- s02 rename constraint public.customers.customer_pkey to customers_pkey
--     lock ACCESS EXCLUSIVE on public.customers; way back exact; hazards rename
--     undo: alter table public.customers rename constraint customers_pkey to customer_pkey;
alter table public.customers rename constraint customer_pkey to customers_pkey;
