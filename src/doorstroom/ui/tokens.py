"""The colour layer under NL Design System's tokens: few colours of ours give all its `--basis-color-*` names a value.

A region's theme file overrides the `--ds-*` names only (see `static/ui/themes/`), so no template changes with a region.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """The colours of one meaning: paper to write on, lines, ink, and the full colour with what stands on it."""

    faint: str
    paper: str
    paper_hover: str
    line_soft: str
    line: str
    ink_soft: str
    ink: str
    ink_deep: str
    full: str
    full_hover: str
    on_full: str


NEUTRAL = Scale(
    "#f5f6f8", "#eceff1", "#dfe4e7", "#c5cdd3", "#7d8992", "#47525c", "#2b343c", "#161c21", "#3d4852", "#2b343c", "#fff"
)
BRAND = Scale(
    "var(--ds-brand-tint)", "var(--ds-brand-tint)", "var(--ds-brand-tint-strong)", "var(--ds-brand-line)",
    "var(--ds-brand)", "var(--ds-brand)", "var(--ds-brand)", "var(--ds-brand-deep)", "var(--ds-brand)",
    "var(--ds-brand-deep)", "var(--ds-on-brand)",
)  # fmt: skip
POSITIVE = Scale(
    "#effaf1", "#dcf5e1", "#c8ecd0", "#8cc79b", "#2c7a45", "#1f6a38", "#17592d", "#0f4421", "#1f6a38", "#17592d", "#fff"
)
INFO = Scale(
    "#eff7fe", "#e0f0fd", "#c9e4fa", "#8cbce6", "#1f6fb2", "#115692", "#0c4a80", "#083763", "#115692", "#0c4a80", "#fff"
)
WARNING = Scale(
    "#fff5ec", "#ffeadb", "#ffdcc3", "#e8a878", "#b5571a", "#8f4210", "#7d380c", "#5f2a08", "#8f4210", "#7d380c", "#fff"
)
NEGATIVE = Scale(
    "#fff2f2", "#ffe6e7", "#ffd3d5", "#eb9aa0", "#c02338", "#a8182d", "#961226", "#730b1b", "#b01b31", "#8e1022", "#fff"
)
DISABLED = Scale(
    "#f5f6f8",
    "#eceff1",
    "#eceff1",
    "#dfe4e7",
    "#aab3ba",
    "#5a656e",
    "#5a656e",
    "#5a656e",
    "#dfe4e7",
    "#dfe4e7",
    "#5a656e",
)
SCALES = {
    "default": NEUTRAL,
    "accent-1": BRAND,
    "accent-2": BRAND,
    "accent-3": BRAND,
    "action-1": BRAND,
    "action-2": BRAND,
    "selected": BRAND,
    "highlight": BRAND,
    "positive": POSITIVE,
    "info": INFO,
    "warning": WARNING,
    "negative": NEGATIVE,
    "disabled": DISABLED,
}


def colour_tokens() -> dict[str, str]:
    """Return every `--basis-color-*` name of NL Design System with our colour."""
    tokens = {"--basis-color-transparent": "transparent"}
    for name, scale in SCALES.items():
        for role, colour in _roles(scale).items():
            tokens[f"--basis-color-{name}-{role}"] = colour
    return tokens


def _roles(s: Scale) -> dict[str, str]:
    """Spread one scale over the roles that NL Design System names."""
    return {
        "bg-document": "#fff",
        "bg-subtle": s.faint,
        "bg-default": s.paper,
        "bg-hover": s.paper_hover,
        "bg-active": s.paper_hover,
        "border-subtle": s.line_soft,
        "border-default": s.line,
        "border-hover": s.ink_deep,
        "border-active": s.ink_deep,
        "color-subtle": s.ink_soft,
        "color-default": s.ink,
        "color-hover": s.ink_deep,
        "color-active": s.ink_deep,
        "color-document": s.ink_deep,
        "inverse-bg-document": s.full,
        "inverse-bg-subtle": s.full,
        "inverse-bg-default": s.full,
        "inverse-bg-hover": s.full_hover,
        "inverse-bg-active": s.full_hover,
        "inverse-border-subtle": s.full,
        "inverse-border-default": s.full,
        "inverse-border-hover": s.full_hover,
        "inverse-border-active": s.full_hover,
        "inverse-color-subtle": s.on_full,
        "inverse-color-default": s.on_full,
        "inverse-color-hover": s.on_full,
        "inverse-color-active": s.on_full,
        "inverse-color-document": s.on_full,
    }
