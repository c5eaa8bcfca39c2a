create table t (id serial primary key, parentid int, g int generated always as (parentid + 1) stored,
    constraint t_parent_id_fkey foreign key (parentid) references p, constraint t_parent_id_check check (parentid > 0));
create index t_parent_id_idx on t (parentid) where parentid > 5;
create policy p on t using (parentid = 1);
create trigger tr after update of parentid on t for each row execute function f();
insert into t (parentid) values (1);
