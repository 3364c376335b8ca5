"""Addresses of the ground."""

from django.urls import path

from dibao.office.base import views

urlpatterns = [
    path("", views.home, name="home"),
    path("watermark.svg", views.watermark, name="watermark"),
    path("health/", views.health, name="health"),
]
