-- s01 alter domain public.price
--     lock SHARE; scans; way back exact; hazards alter-domain, domain-check
--     undo: alter domain public.price set default 0;
--     undo: alter domain public.price set not null;
--     undo: alter domain public.price drop constraint positive;
--     undo: alter domain public.price drop constraint small;
--     undo: alter domain public.price add constraint positive CHECK ((VALUE > (0)::numeric));
alter domain public.price set default 1;
alter domain public.price drop not null;
alter domain public.price drop constraint positive;
alter domain public.price add constraint positive CHECK ((VALUE >= (0)::numeric));
alter domain public.price add constraint small CHECK ((VALUE < (1000)::numeric));
