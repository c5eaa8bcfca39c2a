create function handled() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create function handled_too() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create function in_line(internal) returns void language c as '$libdir/plpgsql', 'plpgsql_inline_handler';
create function checked(oid) returns void language c as '$libdir/plpgsql', 'plpgsql_validator';
