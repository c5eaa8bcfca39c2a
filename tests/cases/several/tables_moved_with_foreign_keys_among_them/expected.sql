create table app.users (id serial primary key, name text, best_item int);
create table app.items (id serial primary key, user_id int references app.users, label text);
create table app.tags (item_id int references app.items on delete cascade, tag text, primary key (item_id, tag));
alter table app.users add constraint best foreign key (best_item) references app.items;
