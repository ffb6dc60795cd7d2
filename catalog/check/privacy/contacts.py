"""Mobile telephone numbers and mail addresses that are more likely a person's than an office's."""

from __future__ import annotations

import re

from catalog.check.asked_cells import VALUE, like
from catalog.check.examined import Column, Examined, plain
from catalog.findings import Findings

_MOBILE = re.compile(
    r"(?<![0-9])(?:0|\+81[- ]?(?:\(0\))?)[789]0[- )(]{0,2}[0-9]{4}[- )(]{0,2}[0-9]{4}(?![0-9])", re.ASCII
)
_MOBILE_EXPR = r"[789]0[-) (]{0,2}[0-9]{4}[-) (]{0,2}[0-9]{4}"
# Mail that anybody can open for themselves, and that of telephone companies.
_FREE_MAIL = (
    r"gmail\.com|googlemail\.com|yahoo\.(?:co\.jp|ne\.jp|com)|ymail\.ne\.jp|outlook\.(?:jp|com)|hotmail\.(?:co\.jp|com)"
    r"|live\.jp|icloud\.com|me\.com|docomo\.ne\.jp|ezweb\.ne\.jp|au\.com|softbank\.(?:ne\.jp|jp)|i\.softbank\.jp"
    r"|[a-z]\.vodafone\.ne\.jp|ymobile\.ne\.jp|y-mobile\.ne\.jp|willcom\.com|proton(?:mail)?\.(?:com|me)|aol\.com"
)
_MAIL = re.compile(rf"[a-z0-9._%+-]{{1,64}}@(?:{_FREE_MAIL})(?![a-z0-9.-]*[a-z0-9])", re.IGNORECASE)
_MAY_BE_MOBILE = VALUE.str.normalize("NFKC").str.contains(_MOBILE_EXPR)
_OPERATOR = re.compile(r"電話|携帯|tel|phone|連絡|fax", re.IGNORECASE)


def check_contacts(examined: Examined) -> Findings:
    """Return the cells with a mobile number or a private mail address; a facility's own may be meant to be public.

    Codes: personal-mobile-number, personal-mail-address.
    """
    return tuple(finding for column in examined.columns for finding in (*_mobiles(column), *_mails(column)))


def _mobiles(column: Column) -> Findings:
    found = [value for value in column.values(_MAY_BE_MOBILE) if _MOBILE.search(_with_hyphens(value))]
    # Eleven digits alone may be anything, such as a number of a register.
    certain = [value for value in found if _OPERATOR.search(column.heading) or not plain(value).isdigit()]
    return column.report({value: ("personal-mobile-number", {}) for value in certain})


def _mails(column: Column) -> Findings:
    found = [value for value in column.values(like("[@＠]")) if _MAIL.search(plain(value))]
    return column.report({value: ("personal-mail-address", {}) for value in found})


def _with_hyphens(value: str) -> str:
    return re.sub("[‐‑‒–—―−ーｰ]", "-", plain(value))
