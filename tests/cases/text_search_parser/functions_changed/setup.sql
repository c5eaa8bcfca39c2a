create function started(internal, int) returns internal language internal as 'prsd_start';
create function token(internal, internal, internal) returns internal language internal as 'prsd_nexttoken';
create function ended(internal) returns void language internal as 'prsd_end';
create function types(internal) returns internal language internal as 'prsd_lextype';
