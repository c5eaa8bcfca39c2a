alter view v alter a set default 5;
