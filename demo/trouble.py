"""The one exception of the demo: what went wrong and what to do, in one or two lines."""


class Trouble(Exception):
    """Told to the person at the terminal as it is; the demo then ends with exit code 1."""
