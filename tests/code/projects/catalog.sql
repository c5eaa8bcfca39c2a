create schema app;
create type session_status as enum ('pending', 'active', 'closed');
create type session_request_status as enum ('pending', 'accepted', 'cancelled');
create type user_status as enum ('ACTIVE', 'SUSPENDED');
create table mechanics (id uuid primary key default gen_random_uuid(), name text not null);
create table profiles (id uuid primary key, full_name text, role text check (role in ('customer', 'mechanic')));
create table sessions (
    id uuid primary key default gen_random_uuid(), created_at timestamptz not null default now(),
    status session_status not null default 'pending', type text, plan text,
    customer_user_id uuid references profiles (id), mechanic_id uuid references mechanics (id));
create table session_requests (
    id uuid primary key default gen_random_uuid(), created_at timestamptz not null default now(),
    customer_id uuid references profiles (id), mechanic_id uuid references mechanics (id), session_type text,
    plan_code text, status session_request_status not null default 'pending', customer_name text, customer_email text,
    tags text[], history session_request_status[]);
create view open_requests as select id, status, customer_name as customer from session_requests where status = 'pending';
create materialized view request_counts as select status, count(*) as number from session_requests group by status;
create function accept_request(request uuid) returns void language sql as $$ select $$;
create table app.audit_log (id bigint generated always as identity primary key, note text);
create table users (
    id bigint generated always as identity primary key, email text not null unique, display_name text,
    status user_status not null default 'ACTIVE', created_at timestamptz not null default now(), settings jsonb);
create table posts (
    id bigint generated always as identity primary key, author_id bigint not null references users (id), title text not null,
    state text not null default 'draft' check (state in ('draft', 'published')));
create table shop_product (
    id bigint generated always as identity primary key, name varchar(80) not null, owner_id bigint not null,
    state varchar(10) not null default 'new' check (state in ('new', 'sold')));
create table admins (id bigint primary key references users (id), level text);
create table store_special (product_ptr_id bigint primary key references shop_product (id), discount int);
create table "Ticket" (id int primary key, "customerName" text, status session_status not null);
