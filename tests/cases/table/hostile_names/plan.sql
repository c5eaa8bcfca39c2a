-- s01 create schema App
--     lock none; way back exact; hazards create-object
--     undo: drop schema "App";
create schema "App";

-- s02 create table App.Ta"ble
--     lock none; way back exact; hazards create-object
--     undo: drop table "App"."Ta""ble";
create table "App"."Ta""ble" (
    "Co lumn" integer not null,
    "sel'ect" text default 'x'::text,
    "new
line" integer,
    "日本" integer,
    "User" integer
);

-- s03 create table public.%s {} \ $1
--     lock none; way back exact; hazards create-object
--     undo: drop table public."%s {} \ $1";
create table public."%s {} \ $1" (
    id integer default 5
);

-- s04 create table public.a23456789012345678901234567890123456789012345678901234567890123
--     lock none; way back exact; hazards create-object
--     undo: drop table public.a23456789012345678901234567890123456789012345678901234567890123;
create table public.a23456789012345678901234567890123456789012345678901234567890123 (
    id integer
);

-- s05 create table public.user
--     lock none; way back exact; hazards create-object
--     undo: drop table public."user";
create table public."user" (
    "order" integer,
    "table" integer
);

-- s06 create constraint App.Ta"ble.Ta"ble_User_key
--     lock ACCESS EXCLUSIVE on "App"."Ta""ble"; scans; way back exact; hazards add-unique
--     undo: alter table "App"."Ta""ble" drop constraint "Ta""ble_User_key";
alter table "App"."Ta""ble" add constraint "Ta""ble_User_key" unique ("User");

-- s07 create constraint App.Ta"ble.Ta"ble_pkey
--     lock ACCESS EXCLUSIVE on "App"."Ta""ble"; scans; way back exact; hazards add-unique
--     undo: alter table "App"."Ta""ble" drop constraint "Ta""ble_pkey";
alter table "App"."Ta""ble" add constraint "Ta""ble_pkey" primary key ("Co lumn");

-- s08 create constraint public.user.user_table_fkey
--     lock SHARE ROW EXCLUSIVE on public."user", "App"."Ta""ble"; scans; way back exact; hazards add-foreign-key
--     undo: alter table public."user" drop constraint user_table_fkey;
alter table public."user" add constraint user_table_fkey foreign key ("table") references "App"."Ta""ble" ("Co lumn");

-- s09 set owner App.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema "App" owner to current_user;
alter schema "App" owner to postgres;

-- s10 set owner App.Ta"ble.table
--     lock ACCESS EXCLUSIVE on "App"."Ta""ble"; way back exact; hazards set-owner
--     undo: alter table "App"."Ta""ble" owner to current_user;
alter table "App"."Ta""ble" owner to postgres;

-- s11 set owner public.%s {} \ $1.table
--     lock ACCESS EXCLUSIVE on public."%s {} \ $1"; way back exact; hazards set-owner
--     undo: alter table public."%s {} \ $1" owner to current_user;
alter table public."%s {} \ $1" owner to postgres;

-- s12 set owner public.a23456789012345678901234567890123456789012345678901234567890123.table
--     lock ACCESS EXCLUSIVE on public.a23456789012345678901234567890123456789012345678901234567890123; way back exact; hazards set-owner
--     undo: alter table public.a23456789012345678901234567890123456789012345678901234567890123 owner to current_user;
alter table public.a23456789012345678901234567890123456789012345678901234567890123 owner to postgres;

-- s13 set owner public.user.table
--     lock ACCESS EXCLUSIVE on public."user"; way back exact; hazards set-owner
--     undo: alter table public."user" owner to current_user;
alter table public."user" owner to postgres;
