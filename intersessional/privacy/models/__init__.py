"""Of the app `privacy`: purpose and end of every personal field."""
