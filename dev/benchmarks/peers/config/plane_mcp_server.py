"""Serves plane-mcp-server's MCP over HTTP for clients with an API key: plane_mcp_server.py PORT, Plane's URL in PLANE_BASE_URL.

Its own command listens on a fixed port on all addresses and needs an OAuth provider; the application is the one that it mounts
at /http/api-key, with the same settings.
"""

import sys

# Imported for its effect: it sets up the logs as the command does.
import plane_mcp.__main__  # noqa: F401
import uvicorn
from plane_mcp.server import get_header_mcp

if __name__ == "__main__":
    application = get_header_mcp().http_app(path="/mcp", stateless_http=True)
    uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
