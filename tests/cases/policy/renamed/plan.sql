-- s01 rename policy public.t.members to members_only
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: alter policy members_only on public.t rename to members;
alter policy members on public.t rename to members_only;
