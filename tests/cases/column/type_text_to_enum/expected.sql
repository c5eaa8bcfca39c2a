create table t (m mood default 'sad', n mood not null);
