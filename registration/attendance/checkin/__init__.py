"""Check-in: who came, when, and who is in the house."""
