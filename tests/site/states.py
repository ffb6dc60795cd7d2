"""What pages become when they are used: each state that somebody can bring about, and how.

A state is an address and steps; after each step the page is looked at. Names of steps tell what is open then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.site.whole import Visit, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

Action = Callable[["Page"], None]
TYPED = {"ja": "観測", "en": "station"}
"""A word that the search finds something for, in each language of pages."""


@dataclass(frozen=True, slots=True)
class State:
    """A page and what is done on it, one after another.

    Attributes:
        uri: With ``{lang}`` for the language.
        steps: The name of what is to be seen then, and how it comes about.
        narrow: ``True`` for what only narrow screens have, ``False`` for what only wide ones have.
        langs: The languages in which there is such a thing.
    """

    uri: str
    steps: tuple[tuple[str, Action], ...]
    narrow: bool | None = None
    langs: tuple[str, ...] = ("ja", "en")


def open_states(visit: Visit, states: tuple[State, ...], lang: str, *, narrow: bool) -> Iterator[tuple[str, Page]]:
    """Yield each state with its name once it is there."""
    for state in states:
        if lang not in state.langs or state.narrow not in (None, narrow):
            continue
        page = visit.open(state.uri.format(lang=lang))
        for name, action in state.steps:
            action(page)
            settle(page)
            yield f"{state.uri.format(lang=lang)}: {name}", page


def lang_of(page: Page) -> str:
    """Return the language of the page."""
    return str(page.evaluate("document.documentElement.lang"))


def together(*actions: Action) -> Action:
    """Return an action that does several things one after another, where one look at the end is enough."""

    def action(page: Page) -> None:
        for each in actions:
            each(page)
            settle(page)

    return action


def press(selector: str, then: str = "") -> Action:
    """Return an action that presses what *selector* names, and waits for *then*."""

    def action(page: Page) -> None:
        page.locator(selector).first.click()
        if then:
            page.wait_for_selector(then)

    return action


def suggest(page: Page) -> None:
    """Type into the search box of the header."""
    page.locator("#mc-find").focus()
    page.wait_for_selector("#mc-find[role=combobox]")
    page.locator("#mc-find").press_sequentially(TYPED[lang_of(page)])
    page.wait_for_selector("#mc-find[aria-expanded=true]")


def choose_suggestion(page: Page) -> None:
    """Go to the first suggestion with the keyboard, having typed anew: a header without room for the box loses it."""
    page.locator("#mc-find").fill("")
    page.wait_for_selector("#mc-find[aria-expanded=false]")
    page.locator("#mc-find").fill(TYPED[lang_of(page)])
    page.wait_for_selector("#mc-find[aria-expanded=true]")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("[role=option][aria-selected=true]")


def suggest_at_home(page: Page) -> None:
    """Type into the large search box of the home page."""
    page.locator("#mc-find-home").focus()
    page.wait_for_selector("#mc-find-home[role=combobox]")
    page.locator("#mc-find-home").press_sequentially(TYPED[lang_of(page)])
    page.wait_for_selector("#mc-find-home[aria-expanded=true]")


def narrow_results(page: Page) -> None:
    """Open the filters of the search and choose one."""
    page.evaluate("document.querySelector('.mc-facets').open = true")
    page.locator(".mc-facets input[type=checkbox]").first.check()
    page.wait_for_selector(".mc-facets__clear:not([hidden])")


def explore(page: Page) -> None:
    """Open the whole of the first table."""
    page.locator("[data-explore] button").first.click()
    page.wait_for_selector("[data-explore][data-is-ready]")


def after_change(page: Page, action: Callable[[], None]) -> None:
    """Do something that the table answers, and wait for the answer."""
    before = page.locator(".mc-grid-box").first.get_attribute("data-is-shown")
    action()
    page.wait_for_function(
        "before => document.querySelector('.mc-grid-box').dataset.isShown !== before"
        " && !document.querySelector('.mc-grid-box [aria-busy]')",
        arg=before,
    )


def sort(page: Page) -> None:
    """Sort by the second column."""
    after_change(page, page.locator(".mc-grid__sort").nth(1).click)


def filter_by_value(page: Page) -> None:
    """Open the filter of the third column, and choose a value."""
    page.locator(".mc-grid__filter").nth(2).click()
    page.wait_for_selector(".mc-explore__values label input")
    after_change(page, page.locator(".mc-explore__values label input").first.check)


def open_panel(place: int) -> Action:
    """Return an action that opens a panel of the table: filter, order, columns, saving."""

    def action(page: Page) -> None:
        page.locator(".mc-explore__tools button[aria-expanded]").nth(place).click()
        page.wait_for_selector(".mc-explore__panel button")

    return action


def find_nothing(page: Page) -> None:
    """Search the table for what isn't in it."""
    after_change(page, lambda: page.locator(".mc-explore__tools input[type=search]").first.fill("qqqqqq"))


def show_long_cell(page: Page) -> None:
    """Show all of a cell that was cut."""
    page.locator(".mc-grid__more").first.click()


def save_csv(page: Page) -> None:
    """Save what is shown, and wait until it is said that it was."""
    page.locator(".mc-explore__panel .mc-explore__button").first.click()
    page.wait_for_function("document.querySelector('.mc-explore__panel [role=status]').textContent.match(/[0-9]/)")


def draw_map(page: Page) -> None:
    """Open the map of the page and wait until it is drawn."""
    page.locator(".mc-map__button--main").click()
    page.wait_for_selector("[data-is-drawn]", timeout=60_000)


def open_popup(page: Page) -> None:
    """Show the first feature of the table on the map."""
    page.locator(".mc-map__table button[data-feature]").first.click()
    page.wait_for_selector(".maplibregl-popup .mc-map__details")


def open_all_layers(page: Page) -> None:
    """Open the list of layers, and put those of the first bodies on the map."""
    page.evaluate("document.querySelectorAll('#mc-layers details').forEach(each => { each.open = true; })")
    for box in page.locator("#mc-layers input[type=checkbox]").all()[:3]:
        box.check()
    page.wait_for_selector(".mc-map__table table")


def point_at_chart(page: Page) -> None:
    """Open a chart, and move in it with the keyboard."""
    plot = page.locator("[data-chart] .mc-plot").first
    plot.focus()
    page.wait_for_selector(".mc-tip", state="attached")
    plot.press("ArrowRight")
    page.wait_for_selector(".mc-tip:not([hidden])")


def ask(sql: str) -> Action:
    """Return an action that asks a question in SQL, and waits for the answer or for what is wrong with it."""

    def action(page: Page) -> None:
        answers = "(document.querySelector('[data-sql-page]').dataset.answers ?? null)"
        before = page.evaluate(answers)
        page.locator("#mc-sql").fill(sql)
        page.locator("#mc-sql").press("Control+Enter")
        page.wait_for_function(
            f"before => {answers} !== before || document.querySelector('.mc-sql__trouble:not(:empty)')",
            arg=before,
            timeout=60_000,
        )

    return action


def find_tables(page: Page) -> None:
    """Search for a dataset to ask."""
    page.wait_for_selector("[data-is-ready]")
    page.locator("#mc-sql-add").fill(TYPED[lang_of(page)])
    page.wait_for_selector(".mc-sql__found li")


def open_folded(page: Page) -> None:
    """Open what is folded up."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


CITY = "{lang}/datasets/fictitious-city"
STATES = (
    State("{lang}/", (("suggestions of the home page", suggest_at_home),)),
    State(
        f"{CITY}/offices/",
        (("suggestions of the header", suggest), ("a suggestion chosen", choose_suggestion)),
        narrow=False,
    ),
    State("{lang}/guides/citizen/", (("the menu", press(".mc-menu", ".mc-menu[aria-expanded=true]")),), narrow=True),
    State(
        "{lang}/search/?q=%E8%A6%B3%E6%B8%AC",
        (("filters of the search", narrow_results),),
    ),
    State(
        f"{CITY}/events/",
        (
            ("a chart read with the keyboard", point_at_chart),
            ("a chart sorted", press("[data-do=sort]", "[data-do=sort][aria-pressed=true]")),
        ),
    ),
    State(
        f"{CITY}/stations/",
        (
            ("a chart read with the keyboard", point_at_chart),
            ("the whole table", explore),
            ("sorted and filtered", together(sort, filter_by_value)),
            ("orders", open_panel(1)),
            ("saved", together(open_panel(3), save_csv)),
            ("nothing found", find_nothing),
        ),
    ),
    State("{lang}/datasets/odd-town/long-words/", (("long cells", explore), ("a long cell", show_long_cell))),
    State(f"{CITY}/shelters/", (("plain words", press("main .mc-easy-switch", ".mc-easy-mode")),), langs=("ja",)),
    State("offline.html", (("offline", open_folded),)),
)
SQL_STATES = (
    State(
        "{lang}/sql/?table=fictitious-city/stations/stations",
        (
            ("datasets found", find_tables),
            ("an error", ask("SELECT nothing FROM nowhere")),
            ("an answer", ask("SELECT * FROM stations LIMIT 60")),
            ("what is folded up", open_folded),
        ),
    ),
)
WIDE_STATES = (
    State(f"{CITY}/stations/", (("columns", together(explore, open_panel(2))),)),
    State("{lang}/datasets/odd-town/columns/", (("many columns", together(explore, open_panel(2))),)),
)
MAP_STATES = (
    State(f"{CITY}/stations/", (("a feature on the map", together(draw_map, open_popup)),)),
    State("{lang}/map/", (("layers and a feature", together(draw_map, open_all_layers, open_popup)),)),
)
