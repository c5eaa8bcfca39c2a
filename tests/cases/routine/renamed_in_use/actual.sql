create table public.orders (id bigint primary key, total numeric not null);
insert into public.orders values (1, 10);
create function public.gross(amount numeric, rate numeric default 0.2) returns numeric language sql immutable as 'select amount * (1 + rate)';
comment on function public.gross(numeric, numeric) is 'what a customer pays';
grant execute on function public.gross(numeric, numeric) to app_reader;
alter function public.gross(numeric, numeric) owner to app_writer;
create view public.bills as select id, public.gross(total) as pays from public.orders;
create index orders_pays on public.orders (public.gross(total));
create procedure public.tidy(before date) language plpgsql as $$ begin delete from public.orders where id < 0; end $$;
