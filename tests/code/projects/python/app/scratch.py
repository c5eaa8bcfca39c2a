from sqlalchemy import Column, Integer, MetaData, Table, Text, func
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, mapped_column


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    shout = column_property(func.upper(email))
    short = column_property(email + "")


journal = Table(
    "audit_log",
    MetaData(),
    Column("id", Integer),
    Column("reason", Text),
    schema="app",
)


def fill(cursor):
    cursor.execute("create temp table chosen (id bigint)")
    cursor.execute("insert into chosen select id from users")
    cursor.execute("select c.id from chosen c join posts using (id)")
