"""Doors of this room."""

from django.urls import URLPattern, path

from .views import firms, vacancies

urlpatterns: list[URLPattern] = [
    path("vacatures/", vacancies.vacancies, name="employers_vacancies"),
    path("vacatures/nieuw/", vacancies.vacancy_new, name="employers_vacancy_new"),
    path("vacatures/export.csv", vacancies.vacancies_export, name="employers_vacancies_export"),
    path("vacatures/<int:number>/", vacancies.vacancy, name="employers_vacancy"),
    path("vacatures/<int:number>/aanpassen/", vacancies.vacancy_edit, name="employers_vacancy_edit"),
    path("vacatures/<int:number>/stand/", vacancies.vacancy_end, name="employers_vacancy_end"),
    path("vacatures/<int:number>.jsonld", vacancies.vacancy_posting, name="employers_vacancy_posting"),
    path("werkgevers/", firms.employer_file, name="employers_file"),
    path("werkgevers/nieuw/", firms.employer_new, name="employers_employer_new"),
    path("werkgevers/<uuid:employer>/", firms.employer, name="employers_employer"),
    path("werkgevers/<uuid:employer>/aanpassen/", firms.employer_edit, name="employers_employer_edit"),
    path("werkgevers/<uuid:employer>/contact/", firms.contact_new, name="employers_contact_new"),
    path("werkgevers/<uuid:employer>/accountmanager/", firms.name_manager, name="employers_name_manager"),
    path("mijn-bedrijf/", firms.firm, name="employers_firm"),
    path("mijn-bedrijf/aanpassen/", firms.firm_edit, name="employers_firm_edit"),
]
