"""Takes the picture of a work session's page in the Temporal UI that docs/OPERATIONS.md shows.

    pip install playwright==1.65.2                        # uses the Chromium that is on PATH
    ./run --no-demo                                       # in another terminal
    python3 dev/screenshots/work_session_page.py          # --data-dir DIR for a stack elsewhere

Plays a session on the local stack (writes that land, one that is refused, some that wait because Tasker fails) and
photographs its page. Takes under a minute; Tasker is well again afterwards.
"""

import argparse
import base64
import json
import pathlib
import shutil
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from playwright.sync_api import sync_playwright

HOME = pathlib.Path(__file__).resolve().parents[2]
QUEUED = 5
NO_STATE_OF_THE_PROJECT = "00000000-0000-4000-8000-000000000000"


def send(method, url, token="", body=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = "Bearer " + token
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or "{}")
    except urllib.error.HTTPError as refused:
        return json.loads(refused.read() or "{}")


def play(run):
    """Plays the session up to its stuck writes, and returns its id."""

    def tool(tool_name, **arguments):
        return send("POST", f"{run['gateway_url']}/api/v1/tools/{tool_name}", run["agent_token"], arguments)

    issue = tool("tasker_create_issue", project_id=run["project_id"], name="Speed up the import")["issue"]["id"]
    session = tool("tasker_start_work_session", issue_id=issue, goal="Import in under a minute")["session"]["id"]
    for step in range(6):
        tool("tasker_append_comment", issue_id=issue, comment_html=f"<p>Step {step}</p>")
    steps = [{"text": "Measure"}, {"text": "Mend"}]
    tool("tasker_update_structured_blocks", issue_id=issue, action="append_checker", items=steps)
    tool("tasker_move_issue", issue_id=issue, state_id=NO_STATE_OF_THE_PROJECT)
    send("POST", run["tasker_admin_url"] + "/sandbox/faults", run["tasker_admin_token"], {"mode": "error", "status": 503})
    for step in range(QUEUED):
        tool("tasker_append_comment", issue_id=issue, comment_html=f"<p>Queued {step}</p>")
    return session


def page_once_it_tells_all(run, session):
    """The address of the page, once the workflow has asked the ledger what is pending: 30 s after the first write."""
    workflow = urllib.parse.quote("work-session/" + session, safe="")
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        info = send("GET", f"{run['temporal_ui_url']}/api/v1/namespaces/default/workflows/{workflow}")
        info = info["workflowExecutionInfo"]
        pending = info.get("memo", {}).get("fields", {}).get("pending", {}).get("data", "")
        if base64.b64decode(pending) == str(QUEUED).encode():
            run_id = info["execution"]["runId"]
            return f"{run['temporal_ui_url']}/namespaces/default/workflows/{workflow}/{run_id}/user-metadata"
        time.sleep(1)
    sys.exit(f"The workflow of session {session} did not learn that {QUEUED} writes are pending.")


def photograph(url, picture):
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("Chromium is not on PATH.")
        # Its sandbox does not start as root, and it is shown nothing but the local stack.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 980}, timezone_id="UTC")
        page.goto(url)
        page.frame_locator("#user-metadata-current-details").get_by_text("Pending in the ledger").wait_for(timeout=30_000)
        page.screenshot(path=picture)
        browser.close()


def main():
    parser = argparse.ArgumentParser(description="Photographs a work session's page in the Temporal UI.")
    parser.add_argument("--data-dir", type=pathlib.Path, default=HOME / ".local")
    parser.add_argument("--picture", type=pathlib.Path, default=HOME / "docs/images/work-session-page.png")
    options = parser.parse_args()
    run = json.loads((options.data_dir / "run.json").read_text())
    try:
        url = page_once_it_tells_all(run, play(run))
        photograph(url, options.picture)
    finally:
        send("DELETE", run["tasker_admin_url"] + "/sandbox/faults", run["tasker_admin_token"])
    print(options.picture)


if __name__ == "__main__":
    main()
