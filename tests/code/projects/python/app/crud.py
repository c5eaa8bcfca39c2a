import logging
from contextlib import suppress

import psycopg
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session, aliased

from . import models
from .models import Post, User, UserStatus

log = logging.getLogger(__name__)
TABLE = "session_requests"
DONE = "done"


def make(session: Session, payload: dict) -> User:
    user = User(email="a@example.org", is_active=True, status="ACTIVE")
    user.nickname = "x"
    user.display_name = "y"
    setattr(user, "nick", "x")
    for key, value in payload.items():
        setattr(user, key, value)
    session.add(user)
    try:
        session.commit()
    except Exception:
        log.exception("could not store the user")
    return User(**payload)


def find(session: Session, user: User, wanted: str):
    active = session.query(User).filter_by(is_active=True, status="active").all()
    other = aliased(User)
    rows = session.scalars(
        select(User).join(Post).where(User.status == "PAUSED", User.full_name == "x", other.phone == "1")
    )
    some = session.scalars(select(models.User).where(models.User.status.in_(["ACTIVE", "GONE"]), User.status == wanted))
    session.execute(update(Post).where(Post.state == "archived").values(state="published", body="x"))
    session.execute(insert(Post), [{"title": "x"}])
    return active, rows, some, user.is_private, user.shown, UserStatus.PAUSED, UserStatus.ACTIVE.value


def raw(connection: psycopg.Connection, cursor, name: str, query: str):
    connection.execute(
        "select id, metadata "
        f"from {TABLE} "
        "where status = 'unattended' and customer_id = %s",
        (name,),
    )
    connection.execute(f"select missing from sessions where status = '{DONE}' order by {name}")
    connection.execute("update sessions set status = %(status)s where kind = 'x' -- 'lost'", {"status": "y"})
    text("""
        select s.id,
               s.\u0070lan2
        from sessions s where s.id = :id and s.status::text = 'anything'
    """)
    connection.execute("select * from {} where status = 'x'".format(name))
    cursor.execute(query)
    connection.execute(build("x"))
    connection.execute(text(query))
    pattern = "\d"  # an escape that is none
    with suppress(Exception):
        cursor.execute("insert into posts (author_id, title, slug) values (1, 'x', 'y')")


def remember(supabase, status: str):
    supabase.table("session_requests").insert({"status": "waiting", "note": "x"}).execute()
    found = supabase.table("sessions").select("id, plan, started_at").eq("status", status)
    return found.neq("status", "over").execute()
