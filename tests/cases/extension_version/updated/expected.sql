create extension hstore version '1.8'; create table h (id int primary key, pairs hstore); insert into h values (1, 'a=>1');
