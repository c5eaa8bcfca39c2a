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
        "former tables of an exchange that kept the names",
        "alter table stock rename to depot; create table stock (like depot including all);"
        " create table orders_green (like orders);",
        "leftovers",
        ("table public.depot", "constraint public.stock.stock_pkey", "table public.orders_green"),
        (
            "public.depot has stock_pkey, which public.stock should have",
            "public.orders_green is called after public.orders",
        ),
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
INDEXES = (
    Situation(
        "index whose concurrent build met duplicates",
        "insert into account values (gen_random_uuid(), 'twice'); drop index account_email;"
        " insert into account values (gen_random_uuid(), 'twice');"
        " do $$ begin null; end $$;",
        "failed-index",
        ("index public.account.account_email valid",),
        ("No query uses it", "is not valid"),
        fails="create unique index concurrently account_email on account (email)",
    ),
    Situation(
        "index that a reindex left behind",
        "create index payment_order_id_ccnew on payment (order_id);"
        " update pg_index set indisvalid = false where indexrelid = 'payment_order_id_ccnew'::regclass;",
        "failed-index",
        ("index public.payment.payment_order_id_ccnew",),
        ("as REINDEX calls what replaces payment_order_id",),
    ),
    Situation(
        "old indexes that a reindex could not drop",
        "create index orders_pkey_ccold on orders (id); create index orders_placed_ccold1 on orders (placed_at);"
        " update pg_index set indisvalid = false where indexrelid in"
        " ('orders_pkey_ccold'::regclass, 'orders_placed_ccold1'::regclass);",
        "failed-index",
        ("index public.orders.orders_pkey_ccold", "index public.orders.orders_placed_ccold1"),
    ),
)
CONSTRAINTS = (
    Situation(
        "foreign key left NOT VALID with orphans",
        "alter table payment drop constraint payment_order; insert into payment (order_id, kind, amount) values"
        " (99, 'card', 1); alter table payment add constraint payment_order foreign key (order_id)"
        " references orders not valid;",
        "not-validated",
        ("constraint public.payment.payment_order validated",),
        ("payment_order (NOT VALID)", "Rows break it: 1 of the rows of public.payment"),
        probe=True,
    ),
    Situation(
        "check left NOT VALID and rows not asked",
        "alter table orders drop constraint orders_total, add constraint orders_total check (total >= 0) not valid;",
        "not-validated",
        ("constraint public.orders.orders_total validated",),
        ("Whether rows break it was not asked",),
    ),
    Situation(
        "NOT NULL left NOT VALID",
        "alter table account alter email drop not null, add constraint account_email_not_null not null email not valid;",
        "not-validated",
        ("column public.account.email not_null_validated",),
    ),
)
TRIGGERS = (
    Situation(
        "trigger left disabled",
        "alter table orders disable trigger orders_touch;",
        "trigger-disabled",
        ("trigger public.orders.orders_touch enabled",),
        ("1 trigger (public.orders.orders_touch) is disabled.",),
    ),
    Situation(
        "all triggers of a table left disabled by a restore",
        "alter table orders disable trigger all;",
        "trigger-disabled",
        ("trigger public.orders.orders_touch enabled",),
        ("foreign keys on public.orders, public.payment are not enforced",),
    ),
    Situation(
        "only the triggers of a foreign key left disabled",
        "alter table payment disable trigger all;",
        "trigger-disabled",
        (),
        ("Foreign keys on public.payment are not enforced, though they look valid", "payment_order"),
    ),
    Situation(
        "replication role left set for the database",
        "do $$ begin execute format('alter database %I set session_replication_role = replica', current_database());"
        " end $$;",
        "trigger-disabled",
        ("database setting session_replication_role",),
        ("no trigger fires",),
    ),
)
TYPES = (
    Situation(
        "varchar for an enum",
        "alter table account alter state drop default, alter state type varchar(20) using state::text;"
        " alter table customer alter name type varchar(40);",
        "type-degraded",
        ("column public.account.state type", "column public.account.state default", "column public.customer.name type"),
        ("state is character varying(20) instead of public.account_state",),
    ),
    Situation(
        "text for times and json for jsonb",
        "alter table payment alter paid_on type text; alter table account alter settings type json;"
        " update payment set paid_on = 'soon' where id = 1;",
        "type-degraded",
        ("column public.payment.paid_on type", "column public.account.settings type"),
        ("2 columns are of types that say less", "paid_on"),
        probe=True,
    ),
    Situation(
        "integer for a uuid",
        "alter table customer drop constraint customer_pkey; alter table customer drop column id;"
        " alter table customer add column id integer;",
        "type-degraded",
        ("column public.customer.id type",),
        ("id is integer instead of uuid",),
        beside=frozenset({"out-of-band"}),
    ),
    Situation(
        "floating point for money and a narrower key",
        "alter table payment alter amount type double precision, alter order_id type integer;",
        "type-degraded",
        ("column public.payment.amount type", "column public.payment.order_id type"),
        ("public.payment.amount is double precision instead of numeric(12,2)",),
    ),
    Situation(
        "times without their zone",
        "alter table account alter created_at type timestamp; alter table orders alter placed_at type timestamp;",
        "time-zone-lost",
        ("column public.account.created_at type", "column public.orders.placed_at type"),
        ("2 columns lost the time zone",),
    ),
    Situation(
        "time without its zone in a database of another zone",
        "alter table orders alter placed_at type timestamp(3);"
        " do $$ begin execute format('alter database %I set timezone = %L', current_database(), 'Asia/Tokyo'); end $$;",
        "time-zone-lost",
        ("column public.orders.placed_at type",),
        ("TimeZone is set",),
        beside=frozenset({"unknown", "out-of-band"}),
    ),
)
ENUMS = (
    Situation(
        "enum with the names of its members",
        "alter type account_state rename value 'active' to 'ACTIVE'; alter type account_state rename value 'blocked' to"
        " 'BLOCKED'; alter type account_state rename value 'closed' to 'CLOSED';",
        "enum-names",
        ("enum public.account_state labels", "column public.account.state default"),
        ("the type has the names of the members",),
    ),
    Situation(
        "enum written in another way",
        "alter type account_state rename value 'active' to 'Active';",
        "enum-names",
        ("enum public.account_state labels",),
        ("its labels are written otherwise",),
    ),
    Situation(
        "a second enum of another name in use",
        "create type \"AccountState\" as enum ('active', 'blocked', 'closed'); alter table account alter state drop"
        ' default, alter state type "AccountState" using state::text::"AccountState", alter state set default \'active\';',
        "duplicate-enum",
        ("enum public.AccountState", "column public.account.state type"),
        ("second type for public.account_state, and public.account.state is of it",),
    ),
    Situation(
        "a second enum in another schema that nothing uses",
        "create schema app; create type app.account_state as enum ('active', 'blocked', 'closed', 'frozen');",
        "duplicate-enum",
        ("enum app.account_state",),
        ("It also has frozen", "nothing is of it"),
        beside=frozenset({"out-of-band"}),
        confidence="likely",
    ),
)
RIGHTS = (
    Situation(
        "restored without privileges",
        "revoke all on all tables in schema public from shop_app, shop_report;",
        "rights-lost",
        ("privilege public.orders.shop_app", "privilege public.account.shop_report", "privilege public.customer.shop_app"),
        ("as after a restore with --no-acl", "No privilege of shop_report is left here"),
    ),
    Situation(
        "one right of one role taken away",
        "revoke insert on orders from shop_app;",
        "rights-lost",
        ("privilege public.orders.shop_app privileges",),
        ("shop_app holds SELECT on public.orders",),
    ),
    Situation(
        "tables that belong to another role",
        "alter table orders owner to shop_former; alter view open_orders owner to shop_former;",
        "rights-lost",
        ("owner public.orders.table owner", "owner public.open_orders.view owner"),
        ("3 objects belong to shop_former",),
        spec="database:right",
    ),
)
NAMES = (
    Situation(
        "renamed by hand",
        "alter table account rename settings to preferences; alter table orders rename constraint orders_total to positive;"
        " alter index orders_placed rename to idx_placed; alter table stock rename to stock_level;",
        "renamed-by-hand",
        (
            "column public.account.settings",
            "constraint public.orders.orders_total",
            "index public.orders.orders_placed",
            "table public.stock",
        ),
        ("No migration gave them", "public.stock is stock_level"),
    ),
    Situation(
        "enum renamed by hand",
        "alter type account_state rename to state_of_account;",
        "renamed-by-hand",
        ("enum public.account_state", "column public.account.state type"),
    ),
    Situation(
        "column of a table of a snapshot renamed",
        "alter table customer rename name to full_name;",
        "renamed-by-hand",
        ("column public.customer.name",),
        confidence="likely",
        spec="database:right",
    ),
)
EXTENSIONS = (
    Situation(
        "extension in another schema",
        "create schema extensions; alter extension citext set schema extensions;",
        "extension",
        ("extension citext schema", "schema extensions"),
        ("is in extensions instead of public", "does not reach extensions"),
        spec="database:words",
        base="words",
    ),
    Situation(
        "extension missing with what needs it",
        "drop extension pg_trgm cascade; alter table word alter said type text; drop extension citext;",
        "extension",
        ("extension citext", "column public.word.said type"),
        ("The server has its files",),
        spec="database:words",
        base="words",
    ),
)
SEQUENCES = (
    Situation(
        "sequences behind after a restore of rows",
        "select setval('orders_id_seq', 1, false); select setval('payment_id_seq', 1, false);",
        "sequence-behind",
        (),
        ("2 sequences are behind", "as after a restore of rows alone"),
        probe=True,
    ),
    Situation(
        "one sequence behind after rows with keys of their own",
        "insert into orders (id, account_id, total) select 100 + n, (select id from account limit 1), 1"
        " from generate_series(1, 3) n; select setval('orders_id_seq', 101);",
        "sequence-behind",
        (),
        ("1 sequence is behind", "public.orders"),
        probe=True,
    ),
)
UPGRADES = (
    Situation(
        "everybody may create in public as before 15",
        "grant create on schema public to public;",
        "upgrade",
        ("object privilege public.schema.PUBLIC privileges",),
        ("as before PostgreSQL 15",),
        confidence="likely",
    ),
    Situation(
        "extension not updated with the server",
        "drop extension citext cascade; create extension citext version '1.4'; alter table word add column said citext;"
        " create index word_said on word using gin ((said::text) gin_trgm_ops);",
        "upgrade",
        ("extension version citext version",),
        ("citext is 1.4 instead of",),
        spec="database:words",
        base="words",
        beside=frozenset({"out-of-band", "unknown"}),
    ),
)
IN_OBJECTS = (
    *(*FOREIGN_KEYS, *POLICIES, *LEFT, *INDEXES, *CONSTRAINTS, *TRIGGERS, *TYPES, *ENUMS, *RIGHTS, *NAMES, *EXTENSIONS),
    *(*SEQUENCES, *UPGRADES),
)
