"""Postgres, the broker and the mail sink from wheels, for one machine.

`make run` and `make test` use it; production has servers of its own and never imports it.
"""
