"""A page that looks again by itself while the worker works, unless whoever reads it would rather it stood still."""

from flask import Response, make_response, request

SECONDS = 4  # between two looks


def looking_again(page: str, is_waiting: bool) -> Response:
    """The page, told to load itself again while something is being done (by a header: it needs no script).

    With `still` in the address it stays as it is: a screen reader would begin it anew each time.
    """
    answer = make_response(page)
    if is_waiting and "still" not in request.args:
        # With the address and without what follows its #: a browser that stands at an anchor would only scroll to it.
        answer.headers["Refresh"] = f"{SECONDS}; url={request.full_path.rstrip('?')}"
    return answer
