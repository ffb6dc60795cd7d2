"""The graph as another program reads it, from each of its syntaxes."""

from __future__ import annotations

import warnings
from pathlib import Path

with warnings.catch_warnings():  # of a helper of rdflib that we don't use
    warnings.simplefilter("ignore")
    import rdflib
    from rdflib.compare import IsomorphicGraph, to_isomorphic

FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
DCAT, DCT, FOAF = rdflib.DCAT, rdflib.DCTERMS, rdflib.FOAF
SHAPES_PATH = Path(__file__).parent / "dcat-ap-3.0.0.shapes.ttl"


def read(content: bytes, ending: str) -> IsomorphicGraph:
    graph = rdflib.Graph()
    with warnings.catch_warnings():  # rdflib's own reader of JSON-LD uses what rdflib calls deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=content.decode(), format=FORMATS[ending])
    return to_isomorphic(graph)


def violations(graph: rdflib.Graph) -> list[str]:
    """Return what DCAT-AP's shapes say against *graph*."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pyshacl

        shapes = rdflib.Graph().parse(SHAPES_PATH)
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, do_owl_imports=False)
    assert isinstance(report, rdflib.Graph)
    result = rdflib.SH.ValidationResult
    return sorted(
        f"{report.value(each, rdflib.SH.focusNode)} {report.value(each, rdflib.SH.resultPath)}: "
        f"{report.value(each, rdflib.SH.resultMessage)}"
        for each in report.subjects(rdflib.RDF.type, result)
    )
