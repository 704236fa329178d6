"""Doors of this room."""

from django.urls import path

from .views import alarms, cv, trust
from .views import path as guided

urlpatterns = [
    path("profiel/", guided.profile, name="people_profile"),
    path("profiel/begin/", guided.start, name="people_start"),
    path("profiel/stap/<str:step>/", guided.step, name="people_step"),
    path("profiel/klopt-dit/", guided.summary, name="people_summary"),
    path("profiel/plaatjes/", guided.plain, name="people_plain"),
    path("profiel/cv/", cv.cv, name="people_cv"),
    path("profiel/cv/bestand/", cv.cv_file, name="people_cv_file"),
    path("profiel/cv/weg/", cv.cv_drop, name="people_cv_drop"),
    path("profiel/cv/<str:part>/", cv.part, name="people_cv_part"),
    path("mensen/<uuid:person>/profiel/cv/", cv.cv, name="people_cv_of"),
    path("mensen/<uuid:person>/profiel/cv/bestand/", cv.cv_file, name="people_cv_file_of"),
    path("mensen/<uuid:person>/profiel/cv/weg/", cv.cv_drop, name="people_cv_drop_of"),
    path("mensen/<uuid:person>/profiel/cv/<str:part>/", cv.part, name="people_cv_part_of"),
    path("mensen/<uuid:person>/profiel/", guided.profile, name="people_profile_of"),
    path("mensen/<uuid:person>/profiel/stap/<str:step>/", guided.step, name="people_step_of"),
    path("zichtbaar/", trust.visibility, name="people_visibility"),
    path("wie-keek/", trust.who_looked, name="people_looks"),
    path("beheer/bsn/", alarms.bsn_alarms, name="people_bsn_alarms"),
    path("tijdlijn/", trust.what_happened, name="people_timeline"),
]
