"""Files that somebody could send to harm us or whoever opens them, made anew for each run."""
