create sequence s;
create sequence "Odd ""Sequence""" as smallint increment by -2 minvalue -100 maxvalue -1 start with -1 cache 5 cycle;
