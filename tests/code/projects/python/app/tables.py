from sqlalchemy import Column, MetaData, Table, Text, select

from .models import Admin, Level

metadata = MetaData()
chief = Admin(email="x", level=Level.least(), nickname="y")
audit = Table("audit_log", metadata, Column("id", Text), Column("note", Text), Column("actor", Text), schema="app")


def notes(connection):
    return connection.execute(select(audit.c.note, audit.c.text).where(audit.c.actor == "x"))


def write(connection):
    try:
        connection.execute(audit.insert().values(note="x", level="info"))
    except:  # noqa: E722
        pass
