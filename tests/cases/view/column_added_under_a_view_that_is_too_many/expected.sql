create table public.orders (id bigint primary key, total numeric not null);
insert into public.orders values (1, 10);
create view public.totals as select id, total, total * 2 as twice from public.orders;
create view public.totals_kept as select id from public.totals;
