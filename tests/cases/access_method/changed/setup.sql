create function handled(internal) returns index_am_handler language internal as 'bthandler';
