create transform for int language sql (from sql with function prsd_lextype(internal));
comment on transform for int language sql is 'old';
create transform for bigint language plpgsql (from sql with function prsd_lextype(internal), to sql with function int8recv(internal));
