"""The pictures in the guides show the pages as they are now, and every one of them is in a guide."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from catalog.model.text import LANGS, Lang
from tests.site.mapping import served
from tests.site.pictures import DOCS, PICTURES, SHOWN, Scene, make_scene, opened, read_words, show, size_of, words

AGAIN = "the page has changed: look at it, then run python -m tests.site.pictures"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The catalog that the pictures are taken of."""
    return make_scene(tmp_path_factory.mktemp("pictures"))


def shown_pictures(lang: Lang) -> dict[str, tuple[str, tuple[int, int]]]:
    """Return the alternative text and the stated size of each picture that the guides of *lang* show, by its name."""
    texts = [path.read_text("utf-8") for path in sorted((DOCS / lang / "guides").glob("*.md"))]
    found = [match for text in texts for match in SHOWN.findall(text)]
    return {name: (alternative, (int(width), int(height))) for alternative, name, width, height in found}


@pytest.mark.parametrize("lang", LANGS)
def test_every_picture_is_in_a_guide_with_its_size_and_a_text(lang: Lang) -> None:
    shown = shown_pictures(lang)
    folder = DOCS / lang / "guides/pictures"
    assert sorted(shown) == sorted(picture.name for picture in PICTURES)
    assert {name: size for name, (_, size) in shown.items()} == {
        name: size_of(folder / f"{name}.png") for name in shown
    }
    assert all(len(alternative) >= 15 for alternative, _ in shown.values())
    assert sorted(path.stem for path in folder.iterdir()) == sorted(shown)


def test_pages_say_what_they_said_when_the_pictures_were_taken(scene: Scene, browser: Browser) -> None:
    then = read_words()
    with served(scene.folder) as address, opened(scene, browser) as page:
        for lang in LANGS:
            for picture in PICTURES:
                show(page, picture, lang, scene, address)
                assert words(page, picture) == then[lang][picture.name], AGAIN
