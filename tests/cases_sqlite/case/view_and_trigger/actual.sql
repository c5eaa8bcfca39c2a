create table users (id integer primary key, email text);
create table log (what text);
create view Mails as select Email from Users;
create trigger Told after insert on Users begin insert into LOG values (NEW.Email); end;
insert into users values (1, 'a@x');
