"""Which icons there are; the sprite holds these and no others."""

from django.templatetags.static import static
from django.utils.safestring import SafeString

from doorstroom.ui.components.show import one_of, show

ICONS = (
    "alert-circle", "alert-triangle", "arrow-back-up", "arrow-left", "arrow-right", "bell", "bike",
    "bookmark", "briefcase", "building", "bus", "calendar", "car", "certificate", "chart-bar",
    "check", "chevron-down", "chevron-left", "chevron-right", "circle-check", "clock", "copy",
    "currency-euro", "download", "external-link", "eye", "eye-off", "file-text", "filter", "flag",
    "hand-stop", "heart-handshake", "help-circle", "history", "home", "hourglass", "id", "inbox",
    "info-circle", "key", "language", "license", "list", "lock", "lock-open", "login", "logout",
    "mail", "map-pin", "message", "pencil", "phone", "plus", "printer", "refresh", "school",
    "search", "send", "settings", "shield-check", "star", "table", "thumb-down", "thumb-up",
    "tools", "train", "trash", "truck", "upload", "user", "users", "walk", "x",
)  # fmt: skip


def icon(name: str, label: str = "") -> SafeString:
    """Show one icon; without a label it is decoration and screen readers skip it."""
    one_of("icon", "name", name, ICONS)
    return show("icon", href=f"{static('ui/icons.svg')}#{name}", label=label)
