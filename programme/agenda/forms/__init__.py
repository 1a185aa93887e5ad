"""The forms of the programme's pages for the staff."""
