"""The staff's pages of messages to people."""
