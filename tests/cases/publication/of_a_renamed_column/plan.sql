-- s01 rename column public.t.total to amount
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename column amount to total;
alter table public.t rename column total to amount;

-- s02 alter publication changed
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards publish
--     undo: alter publication changed drop table public.t;
--     undo: alter publication changed add table public.t (id, amount, kept) where ((amount > 3));
alter publication changed drop table public.t;
alter publication changed add table public.t (id, amount) where ((amount > 5));
