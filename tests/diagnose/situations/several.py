"""Situations in which several things went wrong at once: each is named, and each explains its own."""

from __future__ import annotations

from tests.diagnose.situations.ground import MIGRATIONS, history

V = tuple(MIGRATIONS)

SEVERAL: dict[str, tuple[str, str, dict[str, tuple[str, ...]]]] = {
    # what was done: base, script, and of each cause the findings that it explains
    "a skipped migration and a hotfix": (
        history((*V[:2], *V[3:]), V),
        "alter table stock add column reserved integer;",
        {
            "skipped": ("trigger public.orders.orders_touch", "view public.open_orders"),
            "out-of-band": ("column public.stock.reserved",),
        },
    ),
    "twin, policy and backup table": (
        "right",
        """alter table orders drop constraint orders_account, add constraint orders_account foreign key (account_id)
               references customer; alter policy orders_own on orders to shop_report;
           create table orders_bak as table orders;""",
        {
            "foreign-key-twin": ("constraint public.orders.orders_account references",),
            "policy-for-another": ("policy public.orders.orders_own roles",),
            "leftovers": ("table public.orders_bak",),
        },
    ),
    "wrong schema and privileges lost": (
        "right",
        """create schema test_schema; alter table stock set schema test_schema;
           revoke all on account, customer from shop_app;""",
        {
            "wrong-schema": ("table public.stock",),
            "rights-lost": ("privilege public.account.shop_app", "privilege public.customer.shop_app"),
        },
    ),
    "not yet migrated and an index that failed": (
        history(V[:5]),
        "update pg_index set indisvalid = false where indexrelid = 'orders_placed'::regclass;",
        {"not-applied": ("table public.stock",), "failed-index": ("index public.orders.orders_placed valid",)},
    ),
    "types loosened, zone lost and renamed by hand": (
        "right",
        """alter table account alter created_at type timestamp, alter settings type text;
           alter table stock rename quantity to amount;""",
        {
            "type-degraded": ("column public.account.settings type",),
            "time-zone-lost": ("column public.account.created_at type",),
            "renamed-by-hand": ("column public.stock.quantity",),
        },
    ),
    "noted and never run beside a trigger left disabled": (
        history(V[:3], V),
        "alter table orders disable trigger orders_touch;",
        {
            "never-run": ("table public.payment", "table public.stock"),
            "trigger-disabled": ("trigger public.orders.orders_touch enabled",),
        },
    ),
}
