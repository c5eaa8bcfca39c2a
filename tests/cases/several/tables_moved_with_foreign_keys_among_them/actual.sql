create table users (id serial primary key, name text, best_item int);
create table items (id serial primary key, user_id int references users, label text);
create table tags (item_id int references items on delete cascade, tag text, primary key (item_id, tag));
alter table users add constraint best foreign key (best_item) references items;
insert into users (name) values ('a');
insert into items (user_id, label) values (1, 'x');
insert into tags values (1, 't');
