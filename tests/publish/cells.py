"""Cells as hostile as Unicode allows, with more of what CSV, JSON and spreadsheets trip over than chance would have."""

from __future__ import annotations

from hypothesis import strategies as st

TRICKY = st.sampled_from(
    [
        '"',
        '""',
        ",",
        "\n",
        "\r",
        "\r\n",
        "'",
        "=1+1",
        "\ufeff",
        "\x00",
        " ",
        "\\",
        "\u2028",
        "\x85",
        ";",
        "\t",
        "-",
        "表",
    ]
)
CELLS = st.one_of(
    st.lists(TRICKY, max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
