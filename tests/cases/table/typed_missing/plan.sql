-- s01 create composite app.pair
--     lock none; way back exact; hazards create-object
--     undo: drop type app.pair;
create type app.pair as (a integer, b text);

-- s02 create table app.t
--     lock ACCESS EXCLUSIVE on app.t; way back exact; hazards create-object, table-setting
--     undo: drop table app.t;
create table app.t (
    a integer not null,
    b text default 'x'::text not null
);
alter table app.t of app.pair;

-- s03 create constraint app.t.t_pkey
--     lock ACCESS EXCLUSIVE on app.t; scans; way back exact; hazards add-unique
--     undo: alter table app.t drop constraint t_pkey;
alter table app.t add constraint t_pkey primary key (a);

-- s04 set owner app.pair.composite
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type app.pair owner to current_user;
alter type app.pair owner to postgres;

-- s05 set owner app.t.table
--     lock ACCESS EXCLUSIVE on app.t; way back exact; hazards set-owner
--     undo: alter table app.t owner to current_user;
alter table app.t owner to postgres;
