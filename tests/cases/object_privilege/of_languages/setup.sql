create table t (id int primary key);
insert into t select generate_series(1, 5);
create function handled() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create trusted language "My ""lan" handler handled;
