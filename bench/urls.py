"""The addresses of the application and the floor, which no other configuration has."""

from django.urls import path

from bench.floor import floor
from config.urls import handler500
from config.urls import urlpatterns as application

__all__ = ["handler500", "urlpatterns"]
urlpatterns = [*application, path("bench/floor/", floor, name="bench_floor")]
