-- The owner took two requests to try it out: with a login of Supabase Auth, for which there is no mechanic.
insert into public.session_requests (id, created_at, customer_id, mechanic_id, session_type, plan_code, status, customer_name)
select md5('tried ' || n)::uuid, timestamptz '2025-10-24 16:00+00' + n * interval '1 hour', md5('customer ' || n)::uuid,
       '0d3c1f4e-5f0a-4c3e-9a3f-3b1f0a6f2c11', 'chat', 'free', 'accepted', 'Customer' || n
from generate_series(1, 2) n;
