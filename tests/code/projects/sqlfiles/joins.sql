select u.email from users u join posts p using (id) join admins using (id);
select u.email from users u join posts p using (author_id);
select coalesce(nullif(p.state, ''), 'none') from posts p;
select nullif(u.status, 'GONE') from users u;
