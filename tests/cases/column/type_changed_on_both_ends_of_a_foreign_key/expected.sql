create table p (id bigint primary key);
create table c (id bigint primary key, p_id bigint references p);
