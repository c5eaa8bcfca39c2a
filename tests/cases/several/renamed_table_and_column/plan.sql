-- s01 rename sequence public.customer_id_seq to customers_id_seq
--     lock ACCESS EXCLUSIVE on public.customer_id_seq; way back exact; hazards rename
--     undo: alter sequence public.customers_id_seq rename to customer_id_seq;
alter sequence public.customer_id_seq rename to customers_id_seq;

-- s02 rename table public.customer to customers
--     lock ACCESS EXCLUSIVE on public.customer; way back exact; hazards rename
--     undo: alter table public.customers rename to customer;
alter table public.customer rename to customers;

-- s03 rename column public.customers.fullname to full_name
--     lock ACCESS EXCLUSIVE on public.customers; way back exact; hazards rename
--     undo: alter table public.customers rename column full_name to fullname;
alter table public.customers rename column fullname to full_name;

-- s04 rename constraint public.customers.customer_email_key to customers_email_key
--     lock ACCESS EXCLUSIVE on public.customers; way back exact; hazards rename
--     undo: alter table public.customers rename constraint customers_email_key to customer_email_key;
alter table public.customers rename constraint customer_email_key to customers_email_key;

-- s05 rename constraint public.customers.customer_pkey to customers_pkey
--     lock ACCESS EXCLUSIVE on public.customers; way back exact; hazards rename
--     undo: alter table public.customers rename constraint customers_pkey to customer_pkey;
alter table public.customers rename constraint customer_pkey to customers_pkey;
