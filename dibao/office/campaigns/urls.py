"""Addresses of the campaigns."""

from django.urls import path

from dibao.office.campaigns.views import campaigns

urlpatterns = [
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/choose/", campaigns.choose, name="choose-campaign"),
]
