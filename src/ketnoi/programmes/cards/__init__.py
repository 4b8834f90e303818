"""The cards of a programme's page: each asks its figures and draws its chart and its table."""
