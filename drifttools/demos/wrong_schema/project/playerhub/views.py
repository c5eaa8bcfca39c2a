"""Views that belong to no single app."""

from django.apps import apps
from django.http import HttpRequest, HttpResponse, JsonResponse


def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers. It asks the database nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


def staff_overview(_request: HttpRequest) -> HttpResponse:
    """Count the rows of every table of our own apps."""
    counts = {
        model._meta.db_table: model._default_manager.count()
        for label in ("teams", "user_profile")
        for model in apps.get_app_config(label).get_models()
    }
    return JsonResponse({"tables": counts, "rows": sum(counts.values())})
