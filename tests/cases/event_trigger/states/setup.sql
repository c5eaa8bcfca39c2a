create function f() returns event_trigger language plpgsql as 'begin end';
create event trigger a on sql_drop execute function f();
create event trigger b on table_rewrite execute function f();
