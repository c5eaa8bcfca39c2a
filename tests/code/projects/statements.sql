select id, status from sessions
select id, statuss from sessions
select * from session
select s.id, r.status from sessions s join session_requests r on r.customer_id = s.customer_user_id
select s.id from sessions s join session_requests r on r.customer = s.customer_user_id
select sessions.id from sessions s
select id from sessions where status = 'gone'
select id from sessions where status in ('pending', 'active')
select id from sessions where status in ('pending', 'done')
select id from sessions where status::text = 'gone'
select id from sessions where status = any ('{pending,gone}')
select id from sessions where status = any (array['pending', 'gone']::session_status[])
select id from sessions where 'gone' <> status
select id from sessions where status is distinct from 'gone'
select id from sessions where status between 'active' and 'gone'
select id from sessions where coalesce(status, 'gone') = 'pending'
select case status when 'gone' then 1 else 2 end from sessions
select 'gone'::session_status
select cast('pending' as public.session_status)
select null::session_status, ''::text
select 'gone' = any (history) from session_requests
select history @> '{gone}' from session_requests
select count(*) filter (where status = 'gone') from sessions
select max(created_at) as last from sessions group by status order by last
select max(created_at) as last from sessions group by status having last > now()
select status s from sessions group by s
select status s from sessions where s = 'active'
select distinct on (plan) plan, id from sessions order by plan, created_at
select row_number() over w from sessions window w as (partition by plan order by created)
select sessions from sessions
select (sessions).plan from sessions
select sessions.* from sessions
select x.* from sessions
select ctid, xmin, tableoid::regclass from sessions
select oid from sessions
with a as (select id, plan from sessions) select plan, status from a
with a (x, y) as (select id, plan from sessions) select x, plan from a
with a as (select id, plan from sessions) select a.x from a
with recursive t (n) as (values (1) union all select n + 1 from t where n < 5) select sum(n) from t
with recursive t as (select id, mechanic_id from sessions union select s.id, s.mechanic_id from sessions s join t on t.id = s.id) select id from t
with gone as (delete from session_requests where status = 'cancelled' returning id, notes) select id from gone
with gone as (delete from session_requests where status = 'cancelled' returning id, tags) select tags, notes from gone
select q.id from (select id from sessions) q where q.plan = 'x'
select q.id from (select * from sessions) q where q.plan = 'x'
select q.id from (select *, 1 as one from sessions) q where q.one = 1 and q.two = 2
select q.a from (values (1, 2)) q (a, b) where q.b = 2
select column1, column3 from (values (1, 2)) v
select id from sessions where exists (select 1 from profiles p where p.id = customer_user_id)
select id from sessions where exists (select 1 from profiles p where p.id = customer_id)
select id from sessions where mechanic_id in (select id from mechanics where nickname = 'x')
select l.n from sessions s cross join lateral (select count(*) as n from session_requests r where r.mechanic_id = s.mechanic_id) l
select l.m from sessions s cross join lateral (select count(*) as n from session_requests r where r.mechanic_id = s.mechanic_id) l
select g from generate_series(1, 3) g
select g.n from generate_series(1, 3) as g (n)
select t.tag from session_requests r, unnest(r.tags) with ordinality as t (tag, place) where place = 1
select id from open_requests where customer = 'x' and status = 'pending'
select id, customer_name from open_requests
select status, number from request_counts
select status, total from request_counts
select last_value from users_id_seq
select a.id from sessions a full join sessions b using (id)
select id from sessions union select id from session_requests order by id
select id, plan from sessions union all select id, plan from session_requests
select j.a from (select 1 as a) j natural join (select 1 as a) k
select accept_request(id) from session_requests
select accept_requests(id) from session_requests
select app.accept_request(id) from session_requests
select lower(email), upper(trim(both ' ' from email)), extract(year from created_at), position('x' in email) from users
select settings -> 'a' ->> 'b', settings ? 'x', settings #>> '{a,b}', jsonb_path_query(settings, '$.a') from users
select substring(email from 1 for 3), overlay(email placing 'x' from 1), coalesce(display_name, email), greatest(id, 1), nullif(id, 2) from users
select json_build_object('a', email), array_agg(id order by email), string_agg(email, ',') from users group by email
select current_date, current_user, localtimestamp, session_user, now() at time zone 'utc'
select * from json_to_recordset('[]') as x (a int, b text) where x.a = 1
select * from json_table('[]'::jsonb, '$[*]' columns (a int path '$.a')) as t where t.a = 1
select id from "Ticket" where "customerName" = 'x'
select id from Ticket
select id from "Ticket" where customerName = 'x'
select id from app.audit_log
select id from app.audit
select id from nowhere.audit_log
select id from audit_log
insert into sessions (status, plan) values ('active', 'x')
insert into sessions (status, plan) values ('gone', 'x')
insert into sessions (state) values ('active')
insert into sessions (status) select 'gone' from profiles
insert into sessions (status) select status from sessions returning id, plan
insert into sessions as s (status) values (default) on conflict (id) do update set status = excluded.status, plan = s.plan
insert into sessions (status) values ('active') on conflict (id) do update set status = excluded.state
insert into sessions (status) values ('active') on conflict (ident) do nothing
insert into sessions default values returning nothing
update sessions set status = 'closed', plan = default where id = gen_random_uuid()
update sessions set status = 'gone'
update sessions set (status, plan) = ('closed', 'x') where type = 'x'
update sessions set (status, kind) = ('closed', 'x')
update sessions s set plan = r.plan_code from session_requests r where r.mechanic_id = s.mechanic_id
update sessions s set plan = r.plan from session_requests r where r.mechanic_id = s.mechanic_id
update sessions set status = case when plan = 'x' then 'closed'::session_status else status end returning status
delete from sessions using mechanics m where m.id = mechanic_id and m.name = 'x'
delete from sessions using mechanics m where m.id = mechanic_id and m.title = 'x'
merge into sessions s using session_requests r on r.id = s.id when matched then update set plan = r.plan_code when not matched then insert (id, status) values (r.id, 'active')
merge into sessions s using session_requests r on r.id = s.id when matched then update set plan = r.plan
update sessions set plan = 'x' returning old.plan, new.plan, new.kind
select p.relname, t.table_name from pg_class p, information_schema.tables t
select st_distance(id) from sessions
select date_trunc('day', created_at)::date, to_char(created_at, 'YYYY') from sessions order by 1
select s.id from sessions s tablesample system (10)
select grouping(plan), plan, count(*) from sessions group by rollup (plan)
select percentile_cont(0.5) within group (order by id) from users
select array(select id from users where mail = 'x')
select exists (select from users) as any_user
table users
values (1, 'x'), (2, 'y')
