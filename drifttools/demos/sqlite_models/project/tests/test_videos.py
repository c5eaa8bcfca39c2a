import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.models import Notification, Video
from app.videos import publish, tagged, upload


def test_tags_come_back_in_their_order(session, user):
    video = upload(session, user, "Kites", ["wind", "été", "風"])
    session.expire_all()
    assert video.tags == ["wind", "été", "風"]


def test_a_video_without_tags(session, user):
    video = upload(session, user, "Kites", [])
    session.expire_all()
    assert video.tags == []


def test_details_may_be_nested(session, user):
    video = upload(session, user, "Kites", [], codec={"name": "av1", "passes": [1, 2]})
    session.expire_all()
    assert video.details == {"codec": {"name": "av1", "passes": [1, 2]}}


def test_two_drafts_may_have_one_title(session, user):
    upload(session, user, "Kites", [])
    upload(session, user, "Kites", [])
    assert len(session.scalars(select(Video)).all()) == 2


def test_two_published_videos_may_not(session, user):
    for video in (upload(session, user, "Kites", []), upload(session, user, "Kites", [])):
        video.published_at = video.created_at
    with pytest.raises(IntegrityError):
        session.flush()


def test_published_videos_are_found_by_tag(session, user):
    for title, tags in (("Kites", ["wind"]), ("Boats", ["wind", "water"]), ("Drafts", ["wind"])):
        video = upload(session, user, title, tags)
        if title != "Drafts":
            publish(session, video)
    assert [video.title for video in tagged(session, "wind")] == ["Boats", "Kites"]


def test_the_owner_is_told(session, user):
    publish(session, upload(session, user, "Kites", ["wind"]))
    session.expire_all()
    told = session.scalars(select(Notification)).one()
    assert (told.kind, told.payload["tags"], told.read) == ("published", ["wind"], False)
