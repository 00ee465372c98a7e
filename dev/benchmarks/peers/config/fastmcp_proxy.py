"""Serves a FastMCP proxy: fastmcp_proxy.py PORT UPSTREAM, with the bearer token to ask for in PEER_TOKEN."""

import asyncio
import os
import sys

from fastmcp import Client
from fastmcp.server import create_proxy
from fastmcp.server.auth import StaticTokenVerifier


async def main(port: int, upstream: str) -> None:
    auth = StaticTokenVerifier(tokens={os.environ["PEER_TOKEN"]: {"client_id": "benchmark", "scopes": []}})
    # A client that is connected is reused for all calls; given a URL, the proxy would open a session upstream for each call.
    async with Client(upstream, mode="legacy") as client:
        proxy = create_proxy(client, name="fastmcp-proxy", auth=auth)
        await proxy.run_http_async(
            host="127.0.0.1",
            port=port,
            path="/mcp",
            show_banner=False,
            log_level="warning",
            # Plain JSON answers, as the upstream's, rather than event streams.
            json_response=True,
            uvicorn_config={"access_log": False},
        )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
