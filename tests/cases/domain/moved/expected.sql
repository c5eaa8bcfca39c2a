create domain app.short as varchar(10);
create table t (s app.short default 'x');
