"""Mistakes in how a command was called, in the language of the messages: Click itself only speaks English."""

from __future__ import annotations

from collections.abc import Sequence

import click

from catalog.check.words import nearest
from catalog.findings import visible
from catalog.i18n import plain_texts
from catalog.model.text import LANGS, Lang
from catalog.pipeline.options import default_lang


def asked_lang(arguments: Sequence[str]) -> Lang:
    """Return the language that *arguments* ask for by ``--lang``, or that of the environment."""
    for index, argument in enumerate(arguments):
        following = arguments[index + 1] if index + 1 < len(arguments) else ""
        stated = following if argument == "--lang" else argument.removeprefix("--lang=")
        if argument.startswith("--lang") and stated in LANGS:
            return "en" if stated == "en" else "ja"
    return default_lang()


def render_usage_error(error: click.ClickException, lang: Lang) -> str:
    """Return what is wrong with a call of the command and where to read how to do it, without a final newline."""
    texts = plain_texts(lang, "usage")
    lines = [f"catalog: {visible(_message(error, lang))}"]
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        lines.append(texts["help"].format(command=context.command_path))
    return "\n".join(lines)


def no_such_command(name: str, known: Sequence[str], lang: Lang) -> str:
    """Return that there is no command *name*, and what it may have been."""
    return plain_texts(lang, "usage")["no_command"].format(name=name[:100], candidates=nearest(name, known))


def _message(error: click.ClickException, lang: Lang) -> str:
    texts = plain_texts(lang, "usage")
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(sorted(error.possibilities or ()))
        return texts["no_option_near" if near else "no_option"].format(name=error.option_name[:100], candidates=near)
    if isinstance(error, click.BadOptionUsage):
        return texts["needs_value"].format(name=error.option_name)
    if isinstance(error, click.BadParameter):
        return _of_parameter(error, lang)
    # Click has no kind of its own for words that are left over.
    is_left_over = isinstance(error, click.UsageError) and error.message.startswith("Got unexpected extra argument")
    return texts["left_over"] if is_left_over else error.format_message()


def _of_parameter(error: click.BadParameter, lang: Lang) -> str:
    texts = plain_texts(lang, "usage")
    parameter = error.param
    if parameter is None:
        return error.format_message()
    name = parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name
    if isinstance(error, click.MissingParameter):
        return texts["missing"].format(name=name)
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return texts["choice"].format(name=name, choices=" · ".join(kind.choices))
    if isinstance(kind, click.IntRange):
        return texts["number"].format(name=name, least=kind.min)
    if isinstance(kind, click.Path):
        return texts["folder" if kind.dir_okay else "file"].format(name=name)
    return error.format_message()
