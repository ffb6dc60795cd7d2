"""A dataset whose charts can be sorted and are of some rows only, with plain words on every level."""

from __future__ import annotations

from pathlib import Path

DESCRIPTOR = """\
name: events
title: 架空市の催し
title@en: Events of Fictitious City
title@ja-x-easy: 市《し》の イベント
description: 試験のための架空の催しです。
description@en: Events that don't exist, for tests.
description@ja-x-easy: 市《し》で する イベントの 表《ひょう》です。
licenses: [{name: CC0-1.0}]
themes: [transport-tourism]
issued: 2026-04-01
modified: 2026-04-01
sources: [{title: 架空市の台帳, title@en: Register of Fictitious City}]
resources:
  - name: events
    path: events.csv
    title: 催し
    title@en: Events
    title@ja-x-easy: イベント
    description: 催しごとに1行です。
    description@en: One row per event.
    description@ja-x-easy: １つの イベントが １つの 行《ぎょう》です。
    schema:
      fields:
        - {name: 名称, title@en: Name, title@ja-x-easy: 名前《なまえ》, type: string}
        - name: 来場者数
          title@en: Visitors
          title@ja-x-easy: 来《き》た人《ひと》の 数《かず》
          type: integer
          description: 延べ人数
          description@en: Total
          description@ja-x-easy: 同《おな》じ人《ひと》が ２回《かい》来《く》ると、２人《ふたり》と 数《かぞ》えます。
        - {name: 無料, title@en: Free, title@ja-x-easy: お金《かね》が いらない, type: boolean}
  - name: places
    path: places.csv
    title: 会場
    title@en: Places
    title@ja-x-easy: 場所《ばしょ》
    schema:
      fields:
        - {name: 名称, title@en: Name, type: string}
views:
  - name: visitors
    title: 有料の催しの来場者数
    title@en: Visitors of events that cost something
    resource: events
    kind: bar
    x: 名称
    y: 来場者数
    where: {無料: "false"}
"""  # fmt: skip
EVENTS = "名称,来場者数,無料\n第1回,300,false\n第2回,1200,false\n第3回,150,true\n第4回,800,false\n第5回,700,false\n"
PLACES = "名称\n中央公園\n市民会館\n"


def add_events(municipality: Path) -> None:
    """Put the dataset into the folder of a body."""
    folder = municipality / "events"
    folder.mkdir()
    (folder / "datapackage.yaml").write_text(DESCRIPTOR, "utf-8")
    (folder / "events.csv").write_text(EVENTS, "utf-8")
    (folder / "places.csv").write_text(PLACES, "utf-8")
