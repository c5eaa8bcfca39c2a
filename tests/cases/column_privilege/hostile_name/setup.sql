create table "T ""t"" 'x'" ("C.c ""c""" int);
