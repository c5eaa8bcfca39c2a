-- A customer fills in an intake form; a session is where a mechanic then helps.
create type public.session_type as enum ('chat', 'video', 'diagnostic');
create type public.session_status as enum ('pending', 'waiting', 'live', 'completed', 'cancelled');

create table public.intakes (
    id uuid primary key default gen_random_uuid(),
    created_at timestamptz not null default now(),
    name text not null,
    email text,
    concern text not null,
    urgent boolean not null default false
);

create table public.sessions (
    id uuid primary key default gen_random_uuid(),
    created_at timestamptz not null default now(),
    type public.session_type not null,
    status public.session_status not null default 'pending',
    plan text not null,
    customer_user_id uuid not null references auth.users (id) on delete cascade,
    mechanic_id uuid references public.mechanics (id) on delete set null,
    intake_id uuid references public.intakes (id) on delete set null
);

create table public.session_participants (
    session_id uuid not null references public.sessions (id) on delete cascade,
    user_id uuid not null,
    role text not null,
    primary key (session_id, user_id)
);

create index sessions_waiting_idx on public.sessions (created_at) where status = 'pending';

alter table public.intakes enable row level security;
alter table public.sessions enable row level security;
alter table public.session_participants enable row level security;

create policy "The service keeps intakes" on public.intakes to service_role using (true) with check (true);
create policy "Customers see their sessions" on public.sessions for select to authenticated using (customer_user_id = auth.uid());
create policy "The service keeps sessions" on public.sessions to service_role using (true) with check (true);
create policy "The service keeps participants" on public.session_participants to service_role using (true) with check (true);
