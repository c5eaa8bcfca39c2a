create table public.orders (id bigint primary key, total numeric not null);
insert into public.orders values (1, 10);
create function public.with_tax(amount numeric, rate numeric default 0.2) returns numeric language sql immutable as 'select amount * (1 + rate)';
comment on function public.with_tax(numeric, numeric) is 'what a customer pays';
grant execute on function public.with_tax(numeric, numeric) to app_reader;
alter function public.with_tax(numeric, numeric) owner to app_writer;
create view public.bills as select id, public.with_tax(total) as pays from public.orders;
create index orders_pays on public.orders (public.with_tax(total));
create procedure public.clean_up(before date) language plpgsql as $$ begin delete from public.orders where id < 0; end $$;
