create type app.pair as (a int, b text);
create table app.t of app.pair (a primary key, b with options not null default 'x');
