-- s01 create table two.t
--     lock none; way back exact; hazards create-object
--     undo: drop table two.t;
create table two.t (
    id integer not null
);

-- s02 create table two.u
--     lock none; way back exact; hazards create-object
--     undo: drop table two.u;
create table two.u (
    id integer,
    other integer
);

-- s03 create constraint two.t.t_pkey
--     lock ACCESS EXCLUSIVE on two.t; scans; way back exact; hazards add-unique
--     undo: alter table two.t drop constraint t_pkey;
alter table two.t add constraint t_pkey primary key (id);

-- s04 create constraint two.u.u_id_fkey
--     lock SHARE ROW EXCLUSIVE on two.u, one.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table two.u drop constraint u_id_fkey;
alter table two.u add constraint u_id_fkey foreign key (id) references one.t (id);

-- s05 create constraint two.u.u_other_fkey
--     lock SHARE ROW EXCLUSIVE on two.u, two.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table two.u drop constraint u_other_fkey;
alter table two.u add constraint u_other_fkey foreign key (other) references two.t (id);

-- s06 set owner two.t.table
--     lock ACCESS EXCLUSIVE on two.t; way back exact; hazards set-owner
--     undo: alter table two.t owner to current_user;
alter table two.t owner to postgres;

-- s07 set owner two.u.table
--     lock ACCESS EXCLUSIVE on two.u; way back exact; hazards set-owner
--     undo: alter table two.u owner to current_user;
alter table two.u owner to postgres;
