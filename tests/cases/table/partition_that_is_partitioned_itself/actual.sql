create table u (id int not null, at date not null, n text, primary key (id, at)) partition by range (at);
create table t partition of u for values from ('2025-01-01') to ('2026-01-01');
create table r partition of u default;
insert into u values (1, '2025-05-05', 'a'), (2, '2025-05-05', 'b'), (2, '2024-01-01', 'b');
