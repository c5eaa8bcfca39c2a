"""`drift demo`: the stories that it knows."""

from __future__ import annotations

from click.testing import CliRunner

from drifttools.cli.commands.demo import command
from drifttools.cli.demos import STORIES, story_of
from drifttools.cli.demos.story import Story
from drifttools.cli.session import Session


def test_every_story_is_listed_and_can_be_played() -> None:
    """The help names each with what happened in it, and each has a class that plays it."""
    shown = CliRunner().invoke(command, ["--help"]).output
    for name, text in STORIES.items():
        assert name in shown
        assert text.partition(";")[0] in " ".join(shown.split())
        assert isinstance(story_of(name)(Session()), Story)


def test_another_story_is_a_usage_error() -> None:
    """A name that is none is refused with those that there are."""
    refused = CliRunner().invoke(command, ["nothing"])
    assert refused.exit_code == 2
    assert all(name in refused.output for name in STORIES)
