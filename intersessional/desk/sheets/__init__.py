"""Sheets of people: sending one, its columns, what each row would do, and writing it."""
