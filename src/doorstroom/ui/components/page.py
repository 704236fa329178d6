"""What the page around the content needs: its theme, its messages, and whether a block was filled."""

from functools import cache

from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from doorstroom.ui.components.layout import alert

KINDS = {"debug": "info", "info": "info", "success": "ok", "warning": "warning", "error": "error"}


def captured(content: SafeString) -> SafeString:
    """Hold what a block became, so that the page can ask whether it is empty."""
    return SafeString(content.strip())


def message_alert(message: Message) -> SafeString:
    """Show a message that an earlier page left."""
    return alert(format_html("<p>{}</p>", message.message), KINDS.get(message.level_tag, "info"), live=True)


@cache
def has_theme(code: str) -> bool:
    """Tell whether there is a theme file for this code."""
    return code.isalnum() and finders.find(f"ui/themes/{code}.css") is not None


def theme_link(context: Context) -> SafeString:
    """Point to the colours of the region; a region without a theme file has those of the product."""
    code = str(context.get("theme") or "")
    if not has_theme(code):
        return SafeString("")
    return format_html('<link rel="stylesheet" href="{}">', static(f"ui/themes/{code}.css"))
