"""Sheets of people: reading them, guessing their columns, and the template. Asks no database."""
