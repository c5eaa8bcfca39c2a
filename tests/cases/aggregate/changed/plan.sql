-- s01 alter aggregate public.total(integer)
--     lock none; way back exact; hazards replace-routine
--     undo: create or replace aggregate public.total(integer) (sfunc = public.add, stype = integer, initcond = '0');
create or replace aggregate public.total(integer) (sfunc = public.add, stype = integer, finalfunc = public.half, finalfunc_modify = read_only, initcond = '1', parallel = safe);
