"""What stands between the server and the views."""

from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse


class DatabaseErrorText:
    """Answer an error of the database with status 500 and the error's own text, as plain text.

    Staging style: whoever tests an endpoint sees at once what the database said. A public deployment must not
    tell strangers the names of its tables and would leave this middleware out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn an error of the database into an answer; leave every other exception to Django."""
        if not isinstance(exception, Error):
            return None
        text = f"{type(exception).__name__}: {str(exception).strip()}\n"
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")
