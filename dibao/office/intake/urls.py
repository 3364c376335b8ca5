"""Addresses of gathering."""

from django.urls import path

from dibao.office.intake import views
from dibao.office.intake.tables import Uploads

urlpatterns = [
    path("uploads/", Uploads.page, name="uploads"),
    path("uploads/new/", views.upload_new, name="upload-new"),
    path("uploads/<int:pk>/", views.upload, name="upload"),
    path("uploads/<int:pk>/copies/<str:name>", views.upload_copy, name="upload-copy"),
    path("uploads/<int:pk>/<slug:step>/", views.upload_step, name="upload-step"),
    path("sheets/<int:pk>/map/", views.sheet_map, name="sheet-map"),
    path("sheets/<int:pk>/ignore/", views.sheet_ignore, name="sheet-ignore"),
    path("datasets/", views.dataset_list, name="datasets"),
    path("datasets/<slug:code>/", views.dataset, name="dataset"),
    path("datasets/<slug:code>/template/", views.dataset_template, name="dataset-template"),
    path("policy/", views.policy, name="policy"),
    path("disputes/", views.disputes, name="disputes"),
    path("disputes/<int:pk>/<slug:step>/", views.dispute_step, name="dispute-step"),
]
