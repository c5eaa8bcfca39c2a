alter view v alter a set default 6;
alter view v alter id set default 1;
