-- A small organization at work, the same each time it is made.
insert into auth.users (id, email, created_at)
select ('a0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'person' || n || '@example.org', timestamptz '2025-09-02 08:00+00'
from generate_series(1, 48) n;

insert into public.users (id, auth_user_id, email, full_name, role, is_active, last_login_at, created_at, updated_at)
select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
       ('a0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
       'person' || n || '@example.org', 'Person ' || n,
       (array['member', 'member', 'editor', 'admin'])[1 + n % 4]::public.user_role, n % 11 <> 0,
       timestamptz '2025-10-20 07:00+00' + n * interval '37 minutes',
       timestamptz '2025-09-02 08:00+00' + n * interval '1 hour', timestamptz '2025-09-02 08:00+00' + n * interval '1 hour'
from generate_series(1, 48) n;

insert into public.organizations (id, name, created_at, updated_at)
select ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Organization ' || n,
       timestamptz '2025-09-02 09:00+00', timestamptz '2025-09-02 09:00+00'
from generate_series(1, 4) n;

insert into public.organization_members (organization_id, user_id, role)
select ('10000000-0000-4000-8000-' || lpad((1 + n % 4)::text, 12, '0'))::uuid,
       ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
       (case when n <= 4 then 'owner' when n <= 8 then 'admin' else 'member' end)::public.member_role
from generate_series(1, 48) n;

insert into public.documents (id, user_id, title, content, status, processed_at, created_at, updated_at)
select ('20000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
       ('00000000-0000-4000-8000-' || lpad((1 + n % 48)::text, 12, '0'))::uuid,
       'Document ' || n, 'What document ' || n || ' says.',
       (array['uploaded', 'processing', 'ready', 'ready', 'failed'])[1 + n % 5],
       case when n % 5 in (2, 3) then timestamptz '2025-10-01 10:00+00' + n * interval '11 minutes' end,
       timestamptz '2025-10-01 09:00+00' + n * interval '11 minutes', timestamptz '2025-10-01 09:00+00' + n * interval '11 minutes'
from generate_series(1, 160) n;

insert into public.document_chunks (id, document_id, position, body, metadata, created_at, updated_at)
select ('30000000-0000-4000-8000-' || lpad((n * 10 + p)::text, 12, '0'))::uuid,
       ('20000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, p, 'Chunk ' || p || ' of document ' || n,
       jsonb_build_object('page', p, 'words', 40 + n % 7),
       timestamp '2025-10-01 10:00' + n * interval '11 minutes', timestamptz '2025-10-01 10:00+00' + n * interval '11 minutes'
from generate_series(1, 160) n, generate_series(1, 5) p;

insert into public.queries (id, user_id, question, answer, status, completed_at, created_at, updated_at)
select ('40000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
       ('00000000-0000-4000-8000-' || lpad((1 + n % 48)::text, 12, '0'))::uuid,
       'Question ' || n || '?', case when n % 4 = 2 then 'Answer ' || n end,
       (array['pending', 'running', 'answered', 'failed'])[1 + n % 4]::public.query_status,
       case when n % 4 in (2, 3) then to_char(timestamp '2025-10-15 12:00' + n * interval '7 minutes', 'YYYY-MM-DD"T"HH24:MI:SS') || 'Z' end,
       timestamptz '2025-10-15 11:59+00' + n * interval '7 minutes', timestamptz '2025-10-15 11:59+00' + n * interval '7 minutes'
from generate_series(1, 240) n;

insert into public.query_documents (query_id, document_id, relevance_score)
select ('40000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
       ('20000000-0000-4000-8000-' || lpad((1 + (n * 7 + p * 13) % 160)::text, 12, '0'))::uuid, 0.5 + (n % 10) * 0.04
from generate_series(1, 240) n, generate_series(1, 2) p;

insert into public.user_preferences (user_id, theme, created_at, updated_at)
select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, (array['system', 'light', 'dark'])[1 + n % 3],
       timestamptz '2025-09-03 08:00+00', timestamptz '2025-09-03 08:00+00'
from generate_series(1, 36) n;
