"""Mails about bilaterals."""
