create table public.orders (id bigint primary key, total numeric not null);
insert into public.orders values (1, 10);
create view public.totals as select id, total from public.orders;
create view public.totals_kept as select id from public.totals;
create view public.totals_by_hand as select total from public.totals;
