create table users (id integer primary key, email text);
create table log (what text);
create view mails as select email from users;
create trigger told after insert on users begin insert into log values (new.email); end;
insert into users values (1, 'a@x');
