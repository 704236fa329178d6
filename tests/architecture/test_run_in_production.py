"""What production needs is there and fits together: image, compose file, settings and the page that explains them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
GUIDE = (ROOT / "docs" / "how-to" / "run-in-production.md").read_text()
IMAGE = (ROOT / "Containerfile").read_text()


def test_web_server_worker_database_and_the_step_before_them_are_there():
    assert SERVICES.keys() == {"database", "prepare", "web", "worker"}
    for name in ("web", "worker"):
        assert SERVICES[name]["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}
    assert SERVICES["prepare"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert SERVICES["prepare"]["restart"] == "no"


def test_only_the_step_that_ends_holds_the_word_of_the_owner():
    for name in ("web", "worker"):
        assert SERVICES[name]["environment"]["DATABASE_URL_FILE"] == "/run/secrets/runtime_url"
        assert not {"owner_url", "owner_password"} & set(SERVICES[name]["secrets"])
    assert SERVICES["prepare"]["environment"]["DATABASE_URL_FILE"] == "/run/secrets/owner_url"


def test_every_secret_and_every_volume_that_is_used_is_declared_and_none_stands_in_the_file():
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", ())}
    assert used == COMPOSE["secrets"].keys()
    assert all(secret["file"].startswith("secrets/") for secret in COMPOSE["secrets"].values())
    volumes = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", ())}
    assert volumes == COMPOSE["volumes"].keys()
    for service in SERVICES.values():
        for name, value in service["environment"].items():
            assert not re.search(r"PASSWORD|SECRET|DATABASE_URL", name) or name.endswith("_FILE"), value


def test_the_image_serves_as_an_ordinary_user_and_holds_only_hashed_packages():
    assert re.search(r"^USER (?!root)", IMAGE, re.MULTILINE)
    assert "--require-hashes -r requirements/base.txt" in IMAGE
    assert re.search(r"^gunicorn==", (ROOT / "requirements" / "base.txt").read_text(), re.MULTILINE)
    assert '"config/gunicorn.py", "config.wsgi"' in IMAGE


def test_every_command_that_is_named_exists():
    words = " ".join([str(SERVICES), IMAGE, GUIDE])
    assert set(re.findall(r"manage\.py (\w+)", words)) <= get_commands().keys()


def test_every_setting_of_production_stands_in_the_guide():
    read = "".join(
        (ROOT / "config" / name).read_text() for name in ("settings/production.py", "settings/base.py", "gunicorn.py")
    )
    names = set(re.findall(r'"((?:DOORSTROOM|DATABASE)_\w+)"', read))
    explained = GUIDE + (ROOT / "docs" / "how-to" / "start-a-real-office.md").read_text()
    assert len(names) > 10 and not [name for name in names if f"`{name}`" not in explained]


@pytest.mark.slow
def test_production_settings_read_secrets_from_files_and_stop_without_them(tmp_path):
    (tmp_path / "key").write_text("a-secret-of-production\n")
    (tmp_path / "url").write_text("postgresql://runtime:word@127.0.0.1/office\n")
    around = {"PATH": os.environ["PATH"], "DOORSTROOM_HOSTS": "office.example", "DOORSTROOM_VAR": str(tmp_path)}
    files = {"DOORSTROOM_SECRET_KEY_FILE": str(tmp_path / "key"), "DATABASE_URL_FILE": str(tmp_path / "url")}
    ask = "from config.settings import production as p; d = p.DATABASES['default']; print(p.SECRET_KEY, d['USER'])"
    done, refused = (
        subprocess.run([sys.executable, "-c", ask], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        for env in ({**around, **files}, around)
    )
    assert done.stdout.split() == ["a-secret-of-production", "runtime"]
    assert refused.returncode == 1 and "DOORSTROOM_SECRET_KEY" in refused.stderr
