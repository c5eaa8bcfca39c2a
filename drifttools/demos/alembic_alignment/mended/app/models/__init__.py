"""What the application keeps."""

from app.models.base import Base
from app.models.document import Document, DocumentChunk, DocumentStatus
from app.models.organization import MemberRole, Organization, OrganizationMember
from app.models.query import Query, QueryStatus
from app.models.query_document import QueryDocument
from app.models.user import User, UserRole
from app.models.user_preferences import UserPreferences

__all__ = [
    "Base",
    "Document",
    "DocumentChunk",
    "DocumentStatus",
    "MemberRole",
    "Organization",
    "OrganizationMember",
    "Query",
    "QueryDocument",
    "QueryStatus",
    "User",
    "UserPreferences",
    "UserRole",
]
