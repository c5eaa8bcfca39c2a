-- Twelve customers, four mechanics, forty sessions. md5 makes the same ids every time.
insert into auth.users (id, email, created_at)
select md5('customer ' || n)::uuid, 'customer' || n || '@example.org', timestamptz '2025-10-15 08:00+00' + n * interval '1 hour'
from generate_series(1, 11) n
union all
values ('f4d90392-118c-4738-ab16-94689f039f2a'::uuid, 'customer12@example.org', timestamptz '2025-10-26 18:00+00'),
       ('0d3c1f4e-5f0a-4c3e-9a3f-3b1f0a6f2c11'::uuid, 'owner@example.org', timestamptz '2025-10-15 08:00+00');

insert into public.profiles (id, full_name)
select id, initcap(split_part(email, '@', 1)) from auth.users;

insert into public.mechanics (id, email, name, password_hash)
select md5('mechanic ' || n)::uuid, 'mechanic' || n || '@example.org', 'Mechanic ' || n, md5('x' || n)
from generate_series(1, 4) n;

insert into public.mechanic_logins (mechanic_id, token_hash, expires_at)
select id, md5(email), timestamptz '2030-01-01 00:00+00' from public.mechanics;

insert into public.intakes (id, created_at, name, email, concern, urgent)
select md5('intake ' || n)::uuid, timestamptz '2025-10-20 09:00+00' + n * interval '4 hours',
       'Customer' || 1 + n % 11, 'customer' || 1 + n % 11 || '@example.org', 'It makes a noise', n % 5 = 0
from generate_series(1, 39) n
union all
values ('aa031ec2-a916-4b09-8242-da0f43bc4a76'::uuid, timestamptz '2025-10-27 00:37:58+00', 'Customer12',
        'customer12@example.org', 'It does not start', true);

-- helped before there were requests: a mechanic took the session itself
insert into public.sessions (id, created_at, type, status, plan, customer_user_id, mechanic_id, intake_id)
select md5('session ' || n)::uuid, timestamptz '2025-10-20 09:01+00' + n * interval '4 hours',
       (array['chat', 'video', 'diagnostic'])[1 + n % 3]::public.session_type, 'completed', 'free',
       md5('customer ' || 1 + n % 11)::uuid, md5('mechanic ' || 1 + n % 4)::uuid, md5('intake ' || n)::uuid
from generate_series(1, 35) n;

-- and five that wait for a mechanic who never hears of them
insert into public.sessions (id, created_at, type, status, plan, customer_user_id, intake_id)
select md5('session ' || n)::uuid, timestamptz '2025-10-20 09:01+00' + n * interval '4 hours', 'chat', 'pending', 'free',
       md5('customer ' || 1 + n % 11)::uuid, md5('intake ' || n)::uuid
from generate_series(36, 39) n
union all
values ('62e91166-c36b-4bd5-bc51-5b168f1bd176'::uuid, timestamptz '2025-10-27 00:38:41+00', 'chat'::public.session_type,
        'pending'::public.session_status, 'free', 'f4d90392-118c-4738-ab16-94689f039f2a'::uuid,
        'aa031ec2-a916-4b09-8242-da0f43bc4a76'::uuid);

insert into public.session_participants (session_id, user_id, role)
select id, customer_user_id, 'customer' from public.sessions;

-- what the first release of the form made, which knew of no metadata, and its customers called off
insert into public.session_requests (id, created_at, customer_id, session_type, plan_code, status, customer_name)
select md5('request ' || n)::uuid, timestamptz '2025-10-24 12:00+00' + n * interval '1 hour', md5('customer ' || 7 + n)::uuid,
       'chat', 'free', 'cancelled', 'Customer' || 7 + n
from generate_series(1, 3) n;
