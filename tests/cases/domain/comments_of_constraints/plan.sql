-- s01 alter domain public.price
--     lock SHARE; scans; way back exact; hazards alter-domain, domain-check, comment-unlocked
--     undo: alter domain public.price drop constraint small;
--     undo: alter domain public.price add constraint small CHECK ((VALUE < (1000)::numeric));
--     undo: comment on constraint positive on domain public.price is 'other';
--     undo: comment on constraint small on domain public.price is 'and below';
alter domain public.price drop constraint small;
alter domain public.price add constraint small CHECK ((VALUE < (2000)::numeric));
comment on constraint positive on domain public.price is 'it is above zero';
comment on constraint small on domain public.price is 'and below';
