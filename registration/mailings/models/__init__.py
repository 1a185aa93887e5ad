"""Of the app `mailings`: what the staff write to many."""
