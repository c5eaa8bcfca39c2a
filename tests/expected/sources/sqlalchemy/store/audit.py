"""A metadata of its own that leads to a table of the other."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from store.orders.models import Order

audited = MetaData(schema="audit")

entry = Table("entry", audited, Column("order_id", Integer, ForeignKey(Order.__table__.c.id)))
