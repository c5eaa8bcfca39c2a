create table public.events (id bigint, kind text constraint kind_is_short check (length(kind) < 20) no inherit);
create table public.audit_events (actor text) inherits (public.events);
insert into public.audit_events values (1, 'read', 'ann');
