create table measured (id bigint generated always as identity, at date not null default now(), place int not null,
    value numeric, primary key (id, at, place)) partition by range (at);
create table measured_2024 partition of measured for values from ('2024-01-01') to ('2025-01-01');
create table measured_later partition of measured for values from ('2025-01-01') to (maxvalue) partition by list (place);
create table measured_here partition of measured_later for values in (1);
create table measured_rest partition of measured_later default;
create index measured_place on measured (place, at);
create view latest as select max(at) as at from measured;
grant select on measured to app_reader;
comment on column measured.at is 'when';
insert into measured (at, place, value) values ('2024-05-01', 1, 2), ('2026-01-01', 1, 3), ('2026-01-02', 2, null);
