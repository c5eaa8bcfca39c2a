create sequence s as bigint increment by 10 minvalue 5 maxvalue 500 start with 20 cache 3 cycle;
