create table t (m text default 'sad', n text not null);
insert into t values ('happy', 'sad');
