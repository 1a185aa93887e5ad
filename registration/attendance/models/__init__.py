"""Of the app `attendance`: who has a badge, who came, and who took part."""
