"""Models of SQLModel, which test_sqlmodel.py has edited."""

from typing import Optional

from sqlmodel import Field, Relationship, SQLModel


class Team(SQLModel, table=True):
    """Who plays together."""

    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(index=True, description="as it is printed")
    heroes: list["Hero"] = Relationship(back_populates="team")


class Hero(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str
    age: Optional[int] = None
    team_id: Optional[int] = Field(default=None, foreign_key="team.id")
    team: Optional[Team] = Relationship(back_populates="heroes")
