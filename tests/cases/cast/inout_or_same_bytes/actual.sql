create cast (lseg as box) with inout;
