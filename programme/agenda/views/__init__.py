"""The pages and files of the app `agenda`."""
