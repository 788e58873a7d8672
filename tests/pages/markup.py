"""Reading a page as a browser's parser would, to see what markup is in it."""

from __future__ import annotations

from html.parser import HTMLParser

ALLOWED = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "link",
        "script",
        "style",
        "body",
        "a",
        "header",
        "nav",
        "form",
        "label",
        "input",
        "div",
        "button",
        "span",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "p",
        "b",
        "i",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "caption",
        "dl",
        "dt",
        "dd",
        "ul",
        "ol",
        "li",
        "details",
        "summary",
        "article",
        "section",
        "aside",
        "mark",
        "del",
        "bdi",
        "code",
        "kbd",
        "footer",
        "dialog",
        "sup",
        "select",
        "option",
        "optgroup",
        "progress",
        "figure",
        "figcaption",
        "svg",
        "g",
        "path",
        "defs",
        "use",
        "text",
        "clippath",
        "rect",
    ]
)
"""Elements that our templates make."""
FOREIGN = ("http:", "https:", "//", "javascript:", "data:")


class Page(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def strange(self) -> list[str]:
        """Elements, handlers, styles and addresses that none of our templates makes."""
        found = []
        for tag, attrs in self.elements:
            if tag not in ALLOWED:
                found.append(tag)
            for name, value in attrs.items():
                if name.startswith("on") or (
                    name in ("srcdoc", "formaction", "srcset", "http-equiv") and tag != "meta"
                ):
                    found.append(f"{tag} {name}")
                if name in ("href", "src", "action", "xlink:href") and (
                    value or ""
                ).strip().lower().startswith(FOREIGN):
                    found.append(f"{tag} {name}={value}")
        return found
