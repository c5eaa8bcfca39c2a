from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Order(Base):
    __tablename__ = "order"

    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str | None]
