-- Customers sign in with Supabase Auth. Mechanics do not: they have accounts and sign-in sessions of their own.
create table public.profiles (
    id uuid primary key references auth.users (id) on delete cascade,
    full_name text,
    created_at timestamptz not null default now()
);

create table public.mechanics (
    id uuid primary key default gen_random_uuid(),
    email text not null unique,
    name text not null,
    password_hash text not null,
    created_at timestamptz not null default now()
);

create table public.mechanic_logins (
    id uuid primary key default gen_random_uuid(),
    mechanic_id uuid not null references public.mechanics (id) on delete cascade,
    token_hash text not null unique,
    expires_at timestamptz not null
);

alter table public.profiles enable row level security;
alter table public.mechanics enable row level security;
alter table public.mechanic_logins enable row level security;

create policy "Customers see their profile" on public.profiles for select to authenticated using (id = auth.uid());
create policy "The service reads profiles" on public.profiles for select to service_role using (true);
create policy "The service keeps mechanics" on public.mechanics to service_role using (true) with check (true);
create policy "The service keeps logins" on public.mechanic_logins to service_role using (true) with check (true);
