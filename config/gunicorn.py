"""How gunicorn serves: `gunicorn --config config/gunicorn.py config.wsgi`. WEB_CONCURRENCY sets the processes."""

import os

bind = os.environ.get("DOORSTROOM_BIND", "127.0.0.1:8000")
threads = 4
timeout = 30
graceful_timeout = 30
max_requests = 5_000  # a process that grew is replaced
max_requests_jitter = 500
preload_app = True  # a wrong database role then stops all of it, with exit code 1
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112
# No access log: an address may hold what somebody searched for. Who saw whom stands in the read log.
