"""What a verb says when it will not do what was asked: one sentence in Thai for the person who asked. Pure."""


class Refusal(Exception):
    """The request does not fit what the office is; repeating it unchanged cannot help."""
