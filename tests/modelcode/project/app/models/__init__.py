from app.models.document import Document, DocumentStatus
from app.models.query import Query
from app.models.user import User, UserRole

__all__ = ["Document", "DocumentStatus", "Query", "User", "UserRole"]
