create table public.documents (id bigint, body text);
create table public.letters (sender text) inherits (public.documents);
alter table public.documents alter column body set storage external;
alter table public.letters alter column body set storage main;
alter table public.letters alter column body set compression pglz;
insert into public.letters values (1, 'dear', 'ann');
