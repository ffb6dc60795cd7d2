"""Reading rendered HTML as a browser would: elements, not text."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Html(HTMLParser):
    """The elements of a fragment or a document.

    Attributes:
        elements: Tag and attributes in document order.
        unclosed: Tags that were opened and not closed in order, or closed and not opened.
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.unclosed: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(str(text))  # text that is marked as safe would escape what is added to it
        self.close()
        self.unclosed += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        # Shapes inside SVG close themselves.
        if tag not in VOID and "svg" not in self._open:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or (tag != "svg" and "svg" in self._open):
            return
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.unclosed.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def ids(self) -> list[str]:
        """Every id, in document order."""
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        """Every address that is linked."""
        return [attributes["href"] for tag, attributes in self.elements if tag == "a" and "href" in attributes]

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and id of each heading."""
        return [(int(tag[1]), attributes.get("id", "")) for tag, attributes in self.elements if tag in HEADINGS]

    def dangers(self) -> Iterator[str]:
        """Yield whatever could run a program or load something."""
        for tag, attributes in self.elements:
            if tag in {"script", "style", "iframe", "object", "embed", "img", "base", "form", "meta", "link"}:
                yield tag
            yield from (name for name in attributes if name.startswith("on") or name in {"style", "srcdoc", "src"})
            address = attributes.get("href", "").strip().lower()
            if ":" in address.split("/")[0] and not address.startswith(("https:", "http:", "mailto:", "tel:")):
                yield address


HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
