"""Text that wants to be more than text, and what GitHub would make of Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options
from hypothesis import strategies as st

PIECES = (
    *(
        "@org/team",
        "@user",
        "x@evil.example",
        "#123",
        "a/b#1",
        "GH-1",
        ":octocat:",
        "0123456789abcdef0123456789abcdef01234567",
    ),
    *(
        "</details>",
        "<details>",
        "<img src=x onerror=a()>",
        "<!-- machi-catalog:review -->",
        "<script>",
        "&lt;b&gt;",
        "&#60;i&#62;",
    ),
    *(
        "`",
        "```",
        "~~~",
        "````suggestion",
        "$$x$$",
        "$\\href{https://evil.example}{x}$",
        "|",
        "\\",
        "\\\\",
        "*",
        "**b**",
        "_",
        "~~",
    ),
    *(
        "[a](https://evil.example)",
        "![a](https://evil.example/a.png)",
        "[a]: https://evil.example",
        "[a][b]",
        "<https://evil.example>",
    ),
    *(
        "https://evil.example",
        "あhttp://evil.example",
        "www.evil.example",
        "mailto:a@evil.example",
        "xmpp:a@evil.example",
    ),
    *(
        "\n",
        "\r\n",
        "\r",
        "\u2028",
        "\x85",
        "\n\n# h\n",
        "\n- x\n",
        "\n> q\n",
        "\n    code\n",
        "\n---\n",
        "\n1. x\n",
        "\t",
        "\x00",
    ),
    *(
        "\u200b",
        "\u2060",
        "@\u200borg",
        "\u202e",
        "\ufeff",
        "\u00ad",
        "\ud800",
        "1. ",
        "- ",
        "+ ",
        "=== ",
        "    ",
        "::error::",
        "%0A",
    ),
    *("令和8年", "岡山市", "12,500", " ", "-", "C3"),
)
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=1, max_size=5).map("".join)
"""Text made of everything that means something to somebody."""

_ALIVE = re.compile(r"@\w|#\d|GH-\d|:[a-z0-9_+-]+:|(?i:https?|ftp)://|www\.|(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])")
_JOINER = "\u2060"


class Structure(HTMLParser):
    """What HTML consists of: its tags in order, where links lead, and the text that a host would look into."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.comments: list[str] = []
        self.texts: list[str] = []
        self._code = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._code += tag in ("code", "pre")
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")
        self._code -= tag in ("code", "pre")

    def handle_comment(self, data: str) -> None:
        self.comments.append(data.strip())

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.texts.append(data)

    @property
    def alive(self) -> list[str]:
        """What a host would make a link, a mention or a picture of, in the text outside of code."""
        return [match[0] for text in self.texts for match in _ALIVE.finditer(text)]


def structure(markdown: str) -> Structure:
    """Return what GitHub's own parser makes of *markdown*, raw HTML left in."""
    text = markdown.encode("utf-8", "replace").decode()
    return Structure(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE))
