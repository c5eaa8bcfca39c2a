-- s01 drop cast lseg as box
--     lock none; way back exact; hazards drop-object
--     undo: create cast (lseg as box) with inout;
drop cast (lseg as box);

-- s02 create cast lseg as box
--     lock none; way back exact; hazards create-object
--     undo: drop cast (lseg as box);
create cast (lseg as box) without function;
