-- What the dashboard asks.
with waiting as (select id, customer_id, status from session_requests where status = 'unattended')
select w.id, w.mechanic_id, p.full_name, p.nickname
from waiting w
join profiles p on p.id = w.customer_id
where exists (select 1 from sessions where sessions.customer_user_id = p.id and status <> 'gone')
order by created;

select s.id, count(*) over (partition by s.plan), 'lost'::session_status, app_round(1.5)
from sessions s, lateral (select max(created_at) as last from session_requests r where r.customer_id = s.customer_user_id) x
where x.last > now() and x.first is not null group by s.id;

insert into session_requests as r (id, status, metadata) values (gen_random_uuid(), 'accepted', '{}')
on conflict (id) do update set status = excluded.status, notes = 'x' where r.status = 'open' returning id, stat;

create temporary table found (id int);
insert into found select id from posts where state = 'archived';
select * from found, ticket t where t.status = 'pending';
select status, u.status from users u, posts p where p.state = 'draft';
select this is no statement;
delete from "Ticket" where "customerName" = 'x' and status = 'closed' and customername is null;
select * from pg_class, information_schema.tables, app.audit_log, app.audit;
select id, generate_series(1, 3), settings -> 'a' ->> 'b', settings ? 'key' from users where email ilike '%x%';
select 'x' = any(tags), 'pending' = any(history), 'nothing' = any(history) from session_requests;
