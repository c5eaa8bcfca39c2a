create function heard() returns event_trigger language plpgsql as 'begin end';
