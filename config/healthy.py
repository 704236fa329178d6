"""Asks the health page of the web server beside it, as a load balancer does; exit code 1 when it does not answer."""

import os
import sys
import urllib.request

HOST = os.environ["DOORSTROOM_HOSTS"].split(",")[0]
PORT = os.environ.get("DOORSTROOM_BIND", "127.0.0.1:8000").rpartition(":")[2]
ask = urllib.request.Request(f"http://127.0.0.1:{PORT}/gezond", headers={"Host": HOST})

try:
    with urllib.request.urlopen(ask, timeout=4) as answer:  # noqa: S310
        sys.exit(answer.status != 200)
except OSError:
    sys.exit(1)
