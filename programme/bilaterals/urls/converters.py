"""The code of a bilateral in an address, which no word of another page can be."""


class BilateralCode:
    """Twenty-two characters, as `codes.address_token` makes them."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        """Return the code."""
        return value

    def to_url(self, value: str) -> str:
        """Return the code."""
        return value
