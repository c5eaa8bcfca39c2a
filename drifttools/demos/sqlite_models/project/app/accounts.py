"""Registering and logging in."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.user import User, UserStatus
from app.schemas import Token

SHORTEST = 8


def hashed(password: str, salt: bytes | None = None) -> str:
    """A password as it is kept."""
    salt = salt or secrets.token_bytes(8)
    return f"{salt.hex()}:{hashlib.scrypt(password.encode(), salt=salt, n=2, r=8, p=1).hex()}"


def register(session: Session, *, email: str, username: str, password: str, phone_number: str | None = None) -> User:
    """Make an account."""
    if "@" not in email:
        raise ValueError("this is no address")
    if len(password) < SHORTEST:
        raise ValueError("the password is too short")
    user = User(email=email.lower(), username=username, phone_number=phone_number, password_hash=hashed(password))
    session.add(user)
    session.flush()
    return user


def log_in(session: Session, username: str, password: str) -> Token:
    """Check a password, note the time, give a token."""
    user = session.scalar(select(User).where(User.username == username))
    salt = bytes.fromhex(user.password_hash.partition(":")[0]) if user else b""
    if user is None or not hmac.compare_digest(user.password_hash, hashed(password, salt)):
        raise PermissionError("name or password is wrong")
    if user.status is not UserStatus.ACTIVE:
        raise PermissionError("the account is suspended")
    user.last_login_at = datetime.now(UTC)
    session.flush()
    return Token(access_token=secrets.token_urlsafe(16))
