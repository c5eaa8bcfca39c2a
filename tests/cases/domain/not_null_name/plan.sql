-- s01 alter domain public.a
--     lock none; way back exact; hazards alter-domain
--     undo: alter domain public.a rename constraint must to a_not_null;
alter domain public.a rename constraint a_not_null to must;

-- s02 alter domain public.b
--     lock SHARE; scans; way back exact; hazards domain-check
--     undo: alter domain public.b drop not null;
alter domain public.b add constraint "B must" not null;
