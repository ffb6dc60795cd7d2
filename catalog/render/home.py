"""The home page: search, themes, where the bodies are, what changed of late, standard datasets, ways to use it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from catalog.i18n import fictitious_texts
from catalog.model.edition import DatasetChange
from catalog.model.text import LANGS, Lang
from catalog.render.bodies_map import render_bodies_map
from catalog.render.changes import change_lines, dataset_changes
from catalog.render.contexts import Contents
from catalog.render.fictitious import examples_apart
from catalog.render.formats import render_counted
from catalog.render.links import home_uri, root_prefix
from catalog.render.lists import example_themes, municipality_views, theme_counts
from catalog.render.page import RenderedPage
from catalog.render.standards import derive_followers, followers_words, standard_title, standard_uri
from catalog.render.templates import render

LINES = 8
"""Changes on the home page."""
MOST_BODIES = 24
"""Bodies that are listed on the home page; of more, those with the most datasets."""
WORDS = 6
"""Keywords to begin a search with."""
LONGEST_WORD = 16


def render_home(contents: Contents) -> list[RenderedPage]:
    """Return the home page in both languages.

    Figures, words and changes are of real bodies, unless there are only invented ones; these are counted apart.
    """
    real, invented = contents.only(fictitious=False), contents.only(fictitious=True)
    told = real if real.municipalities else invented
    changes = dataset_changes(told)
    return [_render_home(contents, told, changes, lang) for lang in LANGS]


def _render_home(contents: Contents, told: Contents, changes: Sequence[DatasetChange], lang: Lang) -> RenderedPage:
    site, counts, examples = contents.site, theme_counts(contents), example_themes(contents)
    uri = home_uri(lang)
    bodies = municipality_views(contents, lang)
    words = _words(told, lang)
    context = {
        "site": site,
        "figures": _figures(told, lang),
        "apart": examples_apart(contents, lang),
        "words": [(word, quote(word, safe="")) for word in words],
        "words_lang": lang,
        "themes": [theme for theme in contents.themes.values() if counts[theme.id] or theme.id in examples],
        "counts": counts,
        "examples": examples,
        "examples_only": fictitious_texts(lang)["only"],
        "bodies_map": render_bodies_map(contents.municipalities.values(), lang, root_prefix(uri)),
        "municipalities": _largest(bodies),
        "is_cut": len(bodies) > MOST_BODIES,
        "lines": change_lines(changes, lang, LINES),
        "standards": _standards(contents, lang),
    }
    body = render("home.html", lang, base=root_prefix(uri), **context)
    return RenderedPage(
        lang=lang,
        section="home",
        uri=uri,
        title=site.title.text(lang),
        description=site.description.text(lang),
        body_html=body,
        alternates={other: home_uri(other) for other in LANGS},
        modified=changes[0].edition.day if changes else None,
        feed_uri=f"{lang}/changes.xml",
    )


def _largest(bodies: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return at most :data:`MOST_BODIES` of *bodies*, still in the order of their codes."""
    if len(bodies) <= MOST_BODIES:
        return bodies
    ranked = sorted(range(len(bodies)), key=lambda at: (-int(str(bodies[at]["count"])), at))
    return [bodies[at] for at in sorted(ranked[:MOST_BODIES])]


def _words(contents: Contents, lang: Lang) -> list[str]:
    """Return the keywords of the most datasets, as words to begin with."""
    found: Counter[str] = Counter()
    for entry in contents.entries:
        if entry.search is not None:
            found.update(set(entry.search.keywords.get(lang, ())))
    short = [(word, count) for word, count in found.items() if len(word) <= LONGEST_WORD]
    return [word for word, _ in sorted(short, key=lambda item: (-item[1], item[0]))][:WORDS]


def _standards(contents: Contents, lang: Lang) -> list[dict[str, str]]:
    return [
        {
            "uri": standard_uri(each.id, lang),
            "title": standard_title(each.id, lang),
            "words": followers_words(each, lang),
        }
        for each in derive_followers(contents)
        if each.entries
    ]


def _figures(contents: Contents, lang: Lang) -> list[Markup]:
    numbers = {
        "datasets": len(contents.entries),
        "files": sum(entry.file_count for entry in contents.entries),
        "rows": sum(entry.record_count for entry in contents.entries),
        "municipalities": len(contents.municipalities),
    }
    return [render_counted(key, number, lang) for key, number in numbers.items()]
