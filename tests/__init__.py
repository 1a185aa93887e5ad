"""The tests: by app, as the source; `journeys` and `long` go through the running portal."""
