-- What somebody ran in the dashboard's SQL editor on 24 October, from a draft of what later became the migration
-- 20251028000000: two days after the "fix" of its foreign key had run on a table that was not there.
create type public.session_request_status as enum ('pending', 'accepted', 'cancelled');

create table public.session_requests (
    id uuid primary key default gen_random_uuid(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    customer_id uuid not null references auth.users (id) on delete cascade,
    mechanic_id uuid references auth.users (id) on delete set null,
    session_type public.session_type not null,
    plan_code text not null,
    status public.session_request_status not null default 'pending',
    customer_name text,
    customer_email text,
    notes text,
    accepted_at timestamptz,
    notification_sent_at timestamptz
);

create index session_requests_open_idx on public.session_requests (created_at) where status = 'pending';

alter table public.session_requests enable row level security;

create policy "Customers see their requests" on public.session_requests
    for select to authenticated using (customer_id = auth.uid());
create policy "Mechanics can accept requests" on public.session_requests
    to authenticated using (mechanic_id is null or mechanic_id = auth.uid()) with check (mechanic_id = auth.uid());
