"""What several models share."""

from django.db import models


class TimestampedModel(models.Model):
    """A row that knows when it was made and when it was last saved."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Visibility(models.TextChoices):
    """Who may see something."""

    PUBLIC = "public", "Everyone"
    FOLLOWERS = "followers_only", "Followers"
    PRIVATE = "private", "Nobody else"
