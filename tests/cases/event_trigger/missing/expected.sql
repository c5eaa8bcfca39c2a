create function dropped() returns event_trigger language plpgsql as 'begin end';
create event trigger all_of_them on ddl_command_end execute function heard();
create event trigger some_of_them on sql_drop when tag in ('DROP TABLE', 'DROP VIEW') execute function dropped();
alter event trigger some_of_them disable;
