-- s01 replace domain public.price in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter domain public.price rename to "price (drifttools)";
--     undo: create domain public.price as numeric(10,2);
--     undo: alter domain public.price owner to postgres;
--     undo: alter table public.t alter column p type public.price using p::public.price;
--     undo: drop domain public."price (drifttools)";
alter domain public.price rename to "price (drifttools)";
create domain public.price as numeric(12,2);
alter domain public.price owner to postgres;
alter table public.t alter column p type public.price using p::public.price;
drop domain public."price (drifttools)";
