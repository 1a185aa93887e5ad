"""Backup and restore: all that must be kept, in one file (docs/decisions/0051-backup-in-one-file.md)."""
