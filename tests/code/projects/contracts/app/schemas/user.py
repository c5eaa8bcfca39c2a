from datetime import datetime
from enum import Enum
from typing import Annotated, Any, Literal, Optional

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.schemas.invoice import InvoiceOut


class Shown(str, Enum):
    ACTIVE = "active"
    DELETED = "deleted"


class UserBase(BaseModel):
    email: str
    full_name: Optional[str] = None


class UserCreate(UserBase):
    password: str
    role: Literal["user", "admin", "owner"] = "user"
    plan: Literal["free", "paid"] = "free"


class UserResponse(UserBase):
    model_config = ConfigDict(from_attributes=True)

    id: str
    is_private: bool
    display_name: str
    status: Shown
    plan: Literal["free"]
    settings: dict[str, Any]
    created_at: datetime
    is_paid: bool
    shown_name: str
    invoices: list[InvoiceOut]


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: Annotated[str, BeforeValidator(str)]
    name: Optional[str] = Field(validation_alias="display_name")
    mail: str = Field(validation_alias="e_mail")
    role: str
    status: str
    created_at: str
    invoices: InvoiceOut


class Token(BaseModel):
    access_token: str
    expires_in: int = 1800


class Profile(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    email: str
    nickname: str


class Read(BaseModel):
    model_config = ConfigDict(from_attributes=True)
