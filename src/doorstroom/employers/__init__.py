"""Employers, contact moments and vacancies."""
