from datetime import date
from decimal import Decimal
from typing import Optional

from pydantic import BaseModel, ConfigDict


class InvoiceCreate(BaseModel):
    owner_id: str
    amount: Optional[Decimal]
    comment: str


class InvoiceOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    owner_id: int
    amount: float
    paid_at: date
    note: Optional[str]


class Bill(BaseModel):
    id: int
    total: Decimal
