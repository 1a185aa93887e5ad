"""Addresses of the app `agenda`: pages, which have a language, and files, which have not."""
