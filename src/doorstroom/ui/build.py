"""Builds the style sheet and the icon sprite from what is in `vendor/` and `css/`; plain Python, no node.

From the NL Design System files only the rules for classes that our templates use are kept, and from its tokens only
those that the kept rules read. `manage.py build_css` writes the result; a test compares it with what is committed.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from doorstroom.ui.components.icons import ICONS
from doorstroom.ui.tokens import colour_tokens

HERE = Path(__file__).parent
STATIC = HERE / "static" / "ui"
# Plain HTML in a page looks like the component it is.
PLAIN = {
    ".nl-link": "a:not([class])",
    ".nl-paragraph": "p",
    ".nl-heading": "h1,h2,h3,h4",
    ".nl-heading--level-1": "h1",
    ".nl-heading--level-2": "h2",
    ".nl-heading--level-3": "h3",
    ".nl-heading--level-4": "h4",
}
# Put together in a template from an argument, so a search for the whole word does not find them.
COMPOSED = {f"nl-button--{kind}" for kind in ("primary", "secondary", "subtle")} | {
    f"utrecht-alert--{kind}" for kind in ("info", "ok", "warning", "error")
}
# Voorbeeld paints a focused button yellow; ours keeps its colour and gets the ring that every control has.
DROPPED = {".nl-button:focus-visible"}
Block = tuple[str, str]


def style_sheet() -> str:
    """Return the whole style sheet, minified."""
    used = COMPOSED | _words_in_templates()
    parts = [_vendored(path, used) for path in sorted((HERE / "vendor").glob("[cu]*/*.css"))]
    own = "".join(_minified(path.read_text()) for path in sorted((HERE / "css").glob("[0-9]*.css")))
    rules = "".join(parts) + own
    return f"{_tokens(rules)}{rules}\n"


def sprite() -> str:
    """Return all icons as symbols of one SVG file."""
    symbols = []
    for name in ICONS:
        drawing = (HERE / "vendor" / "tabler" / f"{name}.svg").read_text()
        shapes = re.findall(r"<(?:path|circle|rect|line)\b[^>]*>", drawing)
        visible = "".join(re.sub(r"\s*/?>$", "/>", shape) for shape in shapes if 'stroke="none"' not in shape)
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
            f' stroke-linecap="round" stroke-linejoin="round">{visible}</symbol>'
        )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def write() -> None:
    """Put the built files where the browser gets them."""
    (STATIC / "doorstroom.css").write_text(style_sheet())
    (STATIC / "icons.svg").write_text(sprite())


def definitions(css: str) -> dict[str, str]:
    """Read the custom properties that a sheet defines at its top."""
    found: dict[str, str] = {}
    for _, body in blocks(css):
        for name, value in re.findall(r"(--[\w-]+)\s*:\s*([^;]+)", body):
            found[name] = value.strip()
    return found


def blocks(css: str) -> Iterator[Block]:
    """Split a sheet into its outermost rules, each with what stands between its braces."""
    css = re.sub(r"/\*.*?\*/|@charset[^;]*;", "", css, flags=re.S)
    depth, start, prelude = 0, 0, ""
    for match in re.finditer(r"""[{}]|"[^"]*"|'[^']*'""", css):
        if match[0] == "{":
            depth += 1
            if depth == 1:
                prelude, start = css[start : match.start()], match.end()
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                yield " ".join(prelude.split()), css[start : match.start()]
                start = match.end()


def _words_in_templates() -> set[str]:
    """Collect every word in our templates and components that may be a class."""
    files = [*(HERE / "templates").rglob("*.html"), *(HERE / "components").glob("*.py")]
    return {word for path in files for word in re.findall(r"[\w-]+", path.read_text())}


def _vendored(path: Path, used: set[str]) -> str:
    """Keep the rules of one component whose classes we use, and let plain HTML share them."""
    return "".join(_kept(prelude, body, used) for prelude, body in blocks(path.read_text()))


def _kept(prelude: str, body: str, used: set[str]) -> str:
    """Return one rule with only its used selectors, or nothing."""
    if prelude.startswith("@"):
        inner = "".join(_kept(p, b, used) for p, b in blocks(body))
        return f"{prelude}{{{inner}}}" if inner else ""
    # :invalid would paint a field red before anybody typed in it; our forms say aria-invalid when something is wrong.
    selectors = [s for s in _split(prelude, ",") if s not in DROPPED and ":invalid" not in s]
    kept = [s for s in selectors if all(c in used or f".{c}" in PLAIN for c in re.findall(r"\.([\w-]+)", s))]
    if not kept or not body.strip():
        return ""
    plain = [re.sub(r"\.[\w-]+", lambda m: f":where({PLAIN[m[0]]})", s) for s in kept if _is_plain(s)]
    return f"{','.join(kept + plain)}{{{_declarations(body)}}}"


def _is_plain(selector: str) -> bool:
    """Tell whether all classes of a selector have a plain HTML element; `:where` then keeps it weak."""
    return set(re.findall(r"\.[\w-]+", selector)) <= PLAIN.keys()


def _minified(css: str) -> str:
    """Return a sheet of our own without comments and white space."""
    out = ""
    for prelude, body in blocks(css):
        nested = prelude.startswith(("@media", "@supports"))
        inner = _minified(body) if nested else _declarations(body)
        out += f"{','.join(_split(prelude, ','))}{{{inner}}}"
    return out


def _declarations(body: str) -> str:
    """Return declarations without white space around their marks."""
    pairs = [part.partition(":") for part in _split(body, ";")]
    return ";".join(f"{name.strip()}:{' '.join(value.split())}" for name, _, value in pairs if value.strip())


def _split(text: str, mark: str) -> list[str]:
    """Split at a mark that stands outside brackets and quotes."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(rf"""[()]|"[^"]*"|'[^']*'|{mark}""", text):
        depth += (match[0] == "(") - (match[0] == ")")
        if match[0] == mark and depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [stripped for part in [*parts, text[start:]] if (stripped := " ".join(part.split()))]


def _tokens(rules: str) -> str:
    """Return the tokens that these rules read, and the tokens those stand on."""
    known = definitions((HERE / "vendor" / "voorbeeld" / "theme.css").read_text())
    known |= colour_tokens()
    known |= definitions((HERE / "css" / "tokens.css").read_text())
    wanted, seen = set(re.findall(r"var\(\s*(--[\w-]+)", rules)), set[str]()
    while wanted:
        name = wanted.pop()
        if name in known and name not in seen:
            seen.add(name)
            wanted |= set(re.findall(r"var\(\s*(--[\w-]+)", known[name]))
    return ":root{" + ";".join(f"{name}:{known[name]}" for name in sorted(seen)) + "}"
