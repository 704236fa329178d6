"""The pages of vacancies and of firms."""
