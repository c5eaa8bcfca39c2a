create schema app;
create type mood as enum ('a');
create function got(internal) returns mood language internal immutable as 'enum_recv';
create transform for mood language plpgsql (to sql with function got(internal));
comment on transform for mood language plpgsql is 'x';
