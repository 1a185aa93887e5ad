"""Coming in, one's own sessions, and the administrators' pages on those who may sign in as staff."""
