create cast (lseg as box) without function;
