create table t (id serial primary key, parent_id int references p, g int generated always as (parent_id + 1) stored, check (parent_id > 0));
create index on t (parent_id) where parent_id > 5;
create policy p on t using (parent_id = 1);
create trigger tr after update of parent_id on t for each row execute function f();
