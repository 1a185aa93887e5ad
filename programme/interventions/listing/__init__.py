"""Lists of speakers as the staff's pages show them."""
