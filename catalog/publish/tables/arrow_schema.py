"""A frame's schema as Arrow's C data interface hands it on, with texts at the columns, which Polars itself can't add.

Source: https://arrow.apache.org/docs/format/CDataInterface.html
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Mapping, Sequence

import polars as pl

_CAPSULE = b"arrow_schema"


class _ArrowSchema(ctypes.Structure):
    pass


# The layout is fixed by the standard ("will never change").
_ArrowSchema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_ArrowSchema))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]

_pointer_of = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)


class DescribedSchema:
    """A schema that carries metadata; it must outlive whoever reads it.

    Arguments:
        schema: Of a frame.
        whole: Metadata of the table.
        columns: Metadata of each column.
    """

    def __init__(self, schema: pl.Schema, whole: Mapping[str, str], columns: Sequence[Mapping[str, str]]) -> None:
        self._schema = schema
        self._whole = ctypes.create_string_buffer(_encoded(whole))
        self._columns = [ctypes.create_string_buffer(_encoded(texts)) for texts in columns]

    def __arrow_c_schema__(self) -> object:
        """Return a new capsule; its pointers to metadata lead to memory of ours, which the reader only copies."""
        capsule = self._schema.__arrow_c_schema__()
        root = ctypes.cast(_pointer_of(capsule, _CAPSULE), ctypes.POINTER(_ArrowSchema)).contents
        assert root.n_children == len(self._columns)
        root.metadata = ctypes.addressof(self._whole)
        for index, texts in enumerate(self._columns):
            root.children[index].contents.metadata = ctypes.addressof(texts)
        return capsule


def _encoded(texts: Mapping[str, str]) -> bytes:
    parts = [struct.pack("=i", len(texts))]
    for text in (part for item in texts.items() for part in item):
        content = text.encode()
        parts += [struct.pack("=i", len(content)), content]
    return b"".join(parts)
