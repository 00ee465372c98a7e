"""Registers an upstream with a ContextForge that is starting: contextforge_register.py PORT UPSTREAM SERVER_ID.

Ends the gateway (process PEER_SERVER) if that fails, so that nobody measures one that serves no tool. PEER_TOKEN is an admin's.
"""

import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request

START_LIMIT_SECONDS = 120


def call(port: int, method: str, path: str, body: dict | None = None):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {os.environ['PEER_TOKEN']}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)
    except urllib.error.HTTPError as refused:
        raise RuntimeError(f"{method} {path} answered {refused.code}: {refused.read().decode()[:500]}") from refused


def wait_until_up(port: int) -> None:
    end = time.monotonic() + START_LIMIT_SECONDS
    while True:
        if os.getppid() != int(os.environ["PEER_SERVER"]):
            sys.exit("contextforge: the gateway ended before the upstream was registered")
        try:
            call(port, "GET", "/health")
            return
        except (OSError, RuntimeError) as not_yet:
            if time.monotonic() > end:
                raise RuntimeError(f"not up after {START_LIMIT_SECONDS} s: {not_yet}") from not_yet
            time.sleep(0.5)


def register(port: int, upstream: str, server_id: str) -> None:
    call(port, "POST", "/gateways", {"name": "upstream", "url": upstream, "transport": "STREAMABLEHTTP"})
    tools = [tool["id"] for tool in call(port, "GET", "/tools")]
    if not tools:
        raise RuntimeError(f"{upstream} offered no tool")
    call(port, "POST", "/servers", {"server": {"id": server_id, "name": "benchmark", "associated_tools": tools}})


if __name__ == "__main__":
    try:
        wait_until_up(int(sys.argv[1]))
        register(int(sys.argv[1]), sys.argv[2], sys.argv[3])
    except Exception as failure:
        print(f"contextforge: could not register the upstream: {failure}", file=sys.stderr)
        os.kill(int(os.environ["PEER_SERVER"]), signal.SIGTERM)
        sys.exit(1)
