"""Organizations and who belongs to them."""

import enum
import uuid

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Record, labels


class MemberRole(enum.Enum):
    """What a member may do."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"


class Organization(Record):
    """People who share documents."""

    __tablename__ = "organizations"

    name: Mapped[str] = mapped_column(Text)


class OrganizationMember(Base):
    """That somebody belongs to an organization."""

    __tablename__ = "organization_members"

    organization_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[MemberRole] = mapped_column(labels(MemberRole, "member_role"), server_default="member")
