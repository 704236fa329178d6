"""The addresses of the gallery."""

from django.urls import path

from doorstroom.ui import views

urlpatterns = [
    path("galerij/", views.gallery, name="gallery"),
    path("galerij/<str:name>/", views.gallery_page, name="gallery_page"),
]
