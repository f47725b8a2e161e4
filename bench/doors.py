"""What gunicorn serves in the webhook bench: the door as it is, and one that stores nothing."""

from flask import Blueprint, Flask, Response, request

from bot.line import signature_is_valid
from config.settings import load
from wsgi import create_app


def stored() -> Flask:
    """The service whose events are left to a worker: what is measured is the acknowledgement."""
    return create_app(load(), wake=lambda: None)


def bare() -> Flask:
    """The same stack: the signature is checked, nothing is read and nothing kept."""
    app = Flask("tamngan", static_folder=None, template_folder=None)
    door = Blueprint("bare", __name__)
    secret = load().line_channel_secret or ""

    @door.post("/callback")
    def callback() -> Response:
        genuine = signature_is_valid(secret, request.get_data(), request.headers.get("x-line-signature"))
        return Response("ok\n" if genuine else "no\n", 200 if genuine else 401, mimetype="text/plain")

    app.register_blueprint(door)
    return app
