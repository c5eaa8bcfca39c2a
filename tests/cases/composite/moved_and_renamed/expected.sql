create type app.pair as (a int, b text);
create type trio as (a int, b text, c text);
create table t (p app.pair, t trio[]);
