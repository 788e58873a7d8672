"""What guards the local pages: loopback names only, reading only, and headers that let nothing from a transcript run.

A page of another site can reach a server on loopback through the person's own browser. It gets nothing here: its Host
header is not a loopback name (DNS rebinding), and its frames, scripts and images may not read our answers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Handler

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}


def guard(
    methods: frozenset[str] = frozenset({"GET", "HEAD"}),
) -> Callable[..., Awaitable[web.StreamResponse]]:
    """A middleware that refuses foreign hosts and other methods, and sets the headers of every answer.

    Args:
        methods: the methods that are let through.
    """

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        refused = refusal(request, methods)
        if refused is not None:
            response: web.StreamResponse = refused
        else:
            try:
                response = await handler(request)
            except web.HTTPException as e:
                e.headers.update(HEADERS)
                raise
        response.headers.update(HEADERS)
        return response

    return guarded


def refusal(request: web.Request, methods: frozenset[str]) -> web.Response | None:
    """The answer to a request that is not let in, or None."""
    if not local_host(request.headers.get("Host", "")):
        return web.Response(status=421, text="This page answers only to localhost and 127.0.0.1.\n")
    if request.method not in methods:
        return web.Response(
            status=405, text="This page can only be read.\n", headers={"Allow": ", ".join(sorted(methods))}
        )
    # A navigation (a link, the address bar) may come from anywhere; what other sites embed or fetch may not.
    if (
        request.headers.get("Sec-Fetch-Site") == "cross-site"
        and request.headers.get("Sec-Fetch-Mode") != "navigate"
    ):
        return web.Response(status=403, text="Not for other sites.\n")
    return None


def local_host(host: str) -> bool:
    """Whether a Host header names this machine. The port is free, so that a tunnel may use another one."""
    name, colon, port = host.rpartition(":")
    if not colon or port.endswith("]"):
        name, port = host, ""
    return name.lower() in HOSTS and (not colon or port.isdecimal() or not port) and host.isascii()
