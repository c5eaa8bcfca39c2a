"""One database for all tests, kept between runs; each test is rolled back."""

import pytest
from sqlalchemy import select

from app.accounts import hashed
from app.core.database import Base, Session, engine
from app.models import User


@pytest.fixture(scope="session", autouse=True)
def schema():
    Base.metadata.create_all(engine)


@pytest.fixture
def session():
    with Session() as session:
        for left_over in session.scalars(select(User)):
            session.delete(left_over)
        session.flush()
        yield session
        session.rollback()


@pytest.fixture
def user(session):
    user = User(
        email="ada@example.org",
        username="ada",
        password_hash=hashed("correct horse"),
        is_active=True,
    )
    session.add(user)
    session.flush()
    return user
