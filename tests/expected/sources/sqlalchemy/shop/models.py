from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Identity, Index, Numeric, String

from shop.base import Base


class Item(Base):
    __tablename__ = "shop_item"
    __table_args__ = (
        CheckConstraint("price >= 0", name="shop_item_price_not_negative"),
        Index("shop_item_name_idx", "name"),
    )

    id = Column(BigInteger, Identity(), primary_key=True)
    name = Column(String(40), nullable=False)
    price = Column(Numeric(8, 2), nullable=False)
    sold_at = Column(DateTime(timezone=True))
