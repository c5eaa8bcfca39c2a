from sqlalchemy import Column, Integer, MetaData, Table

from shop.models import Base

again = MetaData()
Table("shop_item", again, Column("id", Integer))
