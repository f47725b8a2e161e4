"""What a verb says when it will not do what was asked: one sentence in Thai for the person who asked. Pure."""


class Refusal(Exception):
    """The request does not fit what the office is; repeating it unchanged cannot help.

    field: the part of the request it is about, where a form shows it beside that.
    """

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field
