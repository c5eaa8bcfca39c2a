from django.db import models


class Dated(models.Model):
    added_at = models.DateField()

    class Meta:
        abstract = True


class Author(models.Model):
    """Who writes."""

    name = models.CharField("full name", max_length=80)  # as on the cover
    born = models.IntegerField(null=True, blank=True, help_text="the year")
    language = models.CharField(max_length=2, default="en")
    fee = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    note = models.TextField(blank=True)

    def __str__(self):
        return self.name


class Book(Dated):
    title = models.CharField(max_length=200)
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
    pages = models.IntegerField()
    editor_id = models.BigIntegerField(null=True)
    isbn = models.CharField(max_length=13, null=True)

    class Meta:
        indexes = [models.Index(fields=["title"], name="book_title")]
        constraints = [models.CheckConstraint(condition=models.Q(pages__gt=0), name="book_pages")]


class Shelf(models.Model):
    room = models.TextField()
