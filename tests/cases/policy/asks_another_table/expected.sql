create table members (user_name text, t_id int);
create function me() returns text language sql stable as 'select current_user::text';
create policy p on t using (exists (select 1 from members m where m.t_id = t.id and m.user_name = me()));
