create aggregate total(int) (sfunc = add, stype = int, initcond = '0', combinefunc = add, parallel = safe,
    msfunc = add, minvfunc = sub, mstype = int, minitcond = '0');
create aggregate halved(int) (sfunc = add, stype = int, finalfunc = half, initcond = '5');
create aggregate most(int) (sfunc = int4larger, stype = int, sortop = >);
create aggregate counted(*) (sfunc = int8inc, stype = int8, initcond = '0');
create aggregate middle(float8 order by anyelement) (sfunc = ordered_set_transition, stype = internal,
    finalfunc = percentile_disc_final, finalfunc_extra);
create view v as select total(i) from generate_series(1, 3) i;
