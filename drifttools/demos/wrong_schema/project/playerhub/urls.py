"""Which address leads to which view."""

from django.urls import path

from apps.user_profile import views as profile
from playerhub import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("staff/overview/", views.staff_overview, name="staff-overview"),
    path("me/settings/", profile.my_settings, name="my-settings"),
    path("@<slug:handle>/", profile.public_profile, name="public-profile"),
]
