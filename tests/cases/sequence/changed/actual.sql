create sequence s as integer;
select nextval('s') from generate_series(1, 30);
