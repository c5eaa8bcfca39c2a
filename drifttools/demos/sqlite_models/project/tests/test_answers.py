from datetime import UTC

from app.schemas import UserOut, VideoOut
from app.videos import publish, upload


def test_an_account_as_others_see_it(session, user):
    session.refresh(user)
    told = UserOut.model_validate(user)
    assert (told.username, told.is_private) == ("ada", False)


def test_an_account_says_when_it_was_made(session, user):
    session.refresh(user)
    assert UserOut.model_validate(user).created_at.tzinfo is UTC


def test_a_video_as_others_see_it(session, user):
    video = upload(session, user, "Kites", ["wind"])
    publish(session, video)
    assert VideoOut.model_validate(video).tags == ["wind"]
