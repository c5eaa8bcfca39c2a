import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts import log_in, register
from app.models import User, UserRole, UserStatus

NEW = {"email": "Grace@example.org", "username": "grace", "password": "correct horse"}


def test_register(session):
    user = register(session, **NEW)
    assert (user.email, user.status, user.role) == ("grace@example.org", UserStatus.ACTIVE, UserRole.USER)


def test_register_keeps_the_phone_number(session):
    register(session, **NEW, phone_number="+41 44 000 00 00")
    session.expire_all()
    assert session.scalar(select(User.phone_number)) == "+41 44 000 00 00"


def test_register_refuses_an_address_without_at(session):
    with pytest.raises(ValueError, match="address"):
        register(session, **{**NEW, "email": "grace"})


def test_register_refuses_a_short_password(session):
    with pytest.raises(ValueError, match="too short"):
        register(session, **{**NEW, "password": "horse"})


def test_register_refuses_a_known_address(session, user):
    with pytest.raises(IntegrityError):
        register(session, **{**NEW, "email": "ADA@example.org"})


def test_register_refuses_a_known_name(session, user):
    with pytest.raises(IntegrityError):
        register(session, **{**NEW, "username": "ada"})


def test_ids_are_uuids(session, user):
    session.expire_all()
    found = session.get(User, user.id)
    assert isinstance(found.id, uuid.UUID)


def test_an_id_of_digits_alone(session):
    digits = uuid.UUID("12345678-9012-4567-8901-234567890123")
    session.add(User(id=digits, email="d@example.org", username="digits", password_hash=""))
    session.flush()
    session.expire_all()
    assert session.scalar(select(User.id)) == digits


def test_preferences_are_a_document(session, user):
    user.preferences = {"language": "de", "muted": ["live"], "limits": {"daily": 3}}
    session.flush()
    session.expire_all()
    assert user.preferences["limits"]["daily"] == 3
    assert session.scalar(select(User.username).where(User.preferences["language"].as_string() == "de")) == "ada"


def test_login(session, user):
    token = log_in(session, "ada", "correct horse")
    assert (token.token_type, token.expires_in) == ("bearer", 1800)


def test_login_notes_the_time(session, user):
    log_in(session, "ada", "correct horse")
    session.expire_all()
    assert datetime.now(UTC) - user.last_login_at < timedelta(minutes=1)


def test_two_logins_have_two_tokens(session, user):
    assert log_in(session, "ada", "correct horse") != log_in(session, "ada", "correct horse")


def test_login_refuses_a_wrong_password(session, user):
    with pytest.raises(PermissionError):
        log_in(session, "ada", "wrong horse")


def test_login_refuses_an_unknown_name(session):
    with pytest.raises(PermissionError):
        log_in(session, "nobody", "correct horse")


def test_login_refuses_a_suspended_account(session, user):
    user.status = UserStatus.SUSPENDED
    with pytest.raises(PermissionError, match="suspended"):
        log_in(session, "ada", "correct horse")
