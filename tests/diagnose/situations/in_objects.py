"""Situations that show in the objects themselves."""

from __future__ import annotations

from tests.diagnose.situations.situation import Situation

FOREIGN_KEYS = (
    Situation(
        "foreign key to the twin table",
        "alter table orders drop constraint orders_account, add constraint orders_account foreign key (account_id)"
        " references customer;",
        "foreign-key-twin",
        ("constraint public.orders.orders_account references",),
        ("refers to public.customer instead of public.account", "2 columns in common: email, id", "holds 6 rows"),
    ),
    Situation(
        "foreign key of another name to the twin in another schema",
        "create schema auth; create table auth.account (id uuid primary key, email text);"
        " insert into auth.account select id, email from public.account; alter table orders drop constraint orders_account,"
        " add constraint orders_account_id_fkey foreign key (account_id) references auth.account;",
        "foreign-key-twin",
        ("constraint public.orders.orders_account", "constraint public.orders.orders_account_id_fkey"),
        ("refers to auth.account instead of public.account",),
        beside=frozenset({"out-of-band"}),
    ),
)
POLICIES = (
    Situation(
        "policy for another role",
        "alter policy orders_own on orders to shop_report;",
        "policy-for-another",
        ("policy public.orders.orders_own roles",),
        ("is for shop_report instead of shop_app", "orders_admin is there too"),
    ),
    Situation(
        "policy that asks for another claim",
        "alter policy orders_own on orders using (account_id::text = current_setting('request.jwt.claims', true)::json"
        " ->> 'user_id');",
        "policy-for-another",
        ("policy public.orders.orders_own using",),
        ("asks for user_id instead of sub",),
    ),
    Situation(
        "policy of another name for the role of the database",
        "drop policy orders_own on orders;"
        " create policy mine on orders for select using (account_id::text = current_user);",
        "policy-for-another",
        ("policy public.orders.orders_own", "policy public.orders.mine"),
        ("orders_own (here mine)", "is for public instead of shop_app"),
        confidence="likely",
    ),
    Situation(
        "row security on and all policies gone",
        "drop policy orders_own on orders; drop policy orders_admin on orders;",
        "rls-without-policy",
        ("policy public.orders.orders_own", "policy public.orders.orders_admin"),
        ("no policy on public.orders", "shop_app, shop_report have privileges on public.orders"),
    ),
    Situation(
        "row security switched on in a dashboard",
        "alter table payment enable row level security; alter table stock enable row level security;",
        "rls-without-policy",
        ("table public.payment row_security", "table public.stock row_security"),
        ("is not expected to be on for 2 tables",),
    ),
    Situation(
        "row security switched off",
        "alter table orders disable row level security;",
        "rls-off",
        ("table public.orders row_security",),
        ("2 policies on it", "shop_app, shop_report may use public.orders"),
    ),
)
LEFT = (
    Situation(
        "backup tables beside their originals",
        "create table orders_bak as select * from orders; create table account_backup_2024 as select * from account;"
        " create table payment_20240131 as select * from payment limit 2;",
        "leftovers",
        ("table public.orders_bak", "table public.account_backup_2024", "table public.payment_20240131"),
        ("public.orders_bak of public.orders", "holds 6 rows"),
    ),
    Situation(
        "the old table and the old type of an exchange",
        "create table orders_old (like orders); create type account_state_old as enum ('active');",
        "leftovers",
        ("table public.orders_old", "enum public.account_state_old"),
        confidence="likely",
    ),
    Situation(
        "a dump restored into a schema of its own",
        "create schema public_backup; create table public_backup.orders (like orders including all);"
        " create table public_backup.account as select * from account;",
        "leftovers",
        ("schema public_backup",),
        ("public_backup of public",),
    ),
    Situation(
        "what pg_repack left when it was stopped",
        "create schema repack; create table repack.log_16400 (id bigserial primary key, pk int, row stock);",
        "leftovers",
        ("schema repack",),
        ("pg_repack",),
    ),
)
IN_OBJECTS = (*FOREIGN_KEYS, *POLICIES, *LEFT)
