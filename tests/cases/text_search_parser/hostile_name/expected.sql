create text search parser "Pa "" r" (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);comment on text search parser "Pa "" r" is 'x';
