create table r (id int primary key);
create table t (id int not null, at date not null, n int references r, constraint pos check (n > 0), primary key (id, at)) partition by range (at);
create index t_n on t (n);
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger tr after insert on t for each row execute function tf();
create table t_25 (id int not null, at date not null, n int);
insert into r values (4);
insert into t_25 values (2, '2025-05-05', 4);
