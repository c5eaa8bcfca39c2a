-- What mechanics see on their dashboard, and what they accept.
create type public.session_request_status as enum ('pending', 'accepted', 'cancelled');

create table public.session_requests (
    id uuid primary key default gen_random_uuid(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    customer_id uuid not null references auth.users (id) on delete cascade,
    mechanic_id uuid references public.mechanics (id) on delete set null,
    session_type public.session_type not null,
    plan_code text not null,
    status public.session_request_status not null default 'pending',
    customer_name text,
    customer_email text,
    notes text,
    accepted_at timestamptz,
    notification_sent_at timestamptz,
    metadata jsonb not null default '{}'
);

create index session_requests_open_idx on public.session_requests (created_at) where status = 'pending';

alter table public.session_requests enable row level security;

create policy "Customers see their requests" on public.session_requests
    for select to authenticated using (customer_id = auth.uid());
-- mechanics are no users of Supabase Auth: the service looks at their login and then acts for them
create policy "Mechanics can accept requests" on public.session_requests to service_role using (true) with check (true);
