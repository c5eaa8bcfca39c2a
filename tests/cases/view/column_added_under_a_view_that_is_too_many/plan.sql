-- s01 drop view public.totals_by_hand
--     lock ACCESS EXCLUSIVE on public.totals_by_hand; way back exact; hazards drop-view
--     undo: create view public.totals_by_hand as\n SELECT total\n   FROM public.totals;
--     undo: alter view public.totals_by_hand owner to postgres;
drop view public.totals_by_hand;

-- s02 alter view public.totals
--     lock ACCESS EXCLUSIVE on public.totals; way back exact; hazards replace-view
--     undo: drop view public.totals_kept;
--     undo: drop view public.totals;
--     undo: create view public.totals as\n SELECT id,\n    total\n   FROM public.orders;
--     undo: alter view public.totals owner to postgres;
--     undo: create view public.totals_kept as\n SELECT id\n   FROM public.totals;
--     undo: alter view public.totals_kept owner to postgres;
create or replace view public.totals as
 SELECT id,
    total,
    (total * (2)::numeric) AS twice
   FROM public.orders;
