-- s01 rename sequence public.customer_id_seq to customers_id_seq
--     lock ACCESS EXCLUSIVE on public.customer_id_seq; way back exact; hazards rename
--     undo: alter sequence public.customers_id_seq rename to customer_id_seq;
alter sequence public.customer_id_seq rename to customers_id_seq;

-- s02 rename table public.customer to customers
--     lock ACCESS EXCLUSIVE on public.customer; way back exact; hazards rename
--     undo: alter table public.customers rename to customer;
alter table public.customer rename to customers;

-- s03 rename constraint public.customers.customer_pkey to customers_pkey
--     lock ACCESS EXCLUSIVE on public.customers; way back exact; hazards rename
--     undo: alter table public.customers rename constraint customers_pkey to customer_pkey;
alter table public.customers rename constraint customer_pkey to customers_pkey;

-- s04 rename index public.customers.customer_name_idx to customers_name_idx
--     lock SHARE UPDATE EXCLUSIVE on public.customer_name_idx; way back exact; hazards index-option
--     undo: alter index public.customers_name_idx rename to customer_name_idx;
alter index public.customer_name_idx rename to customers_name_idx;
