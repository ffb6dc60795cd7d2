"""Who publishes, where they are, and the names of both."""

from __future__ import annotations

from catalog.model.dataset import Dataset, Publication
from catalog.model.site import Municipality, MunicipalityKind, Site
from catalog.model.text import LocalizedText
from catalog.publish.addresses import identifier
from catalog.publish.dcat.graph import Node, document, iri, node, plain, texts
from catalog.publish.dcat.terms import PUBLISHER_TYPE


def body_iri(site: Site, municipality: Municipality) -> str:
    """Return the identifier of a body, which leads to its page."""
    return f"{site.site_url}id/{municipality.id}"


def body_node(site: Site, municipality: Municipality) -> Node:
    """Return a local government as a publisher."""
    kind = "RegionalAuthority" if municipality.kind is MunicipalityKind.PREFECTURE else "LocalAuthority"
    return node(
        body_iri(site, municipality),
        ("foaf:Organization", "foaf:Agent"),
        texts("foaf:name", municipality.name),
        [("dct:type", iri(f"{PUBLISHER_TYPE}/{kind}")), ("dct:identifier", plain(municipality.code))],
        [("foaf:homepage", document(municipality.homepage))] if municipality.homepage else [],
    )


def operator_node(site: Site) -> Node:
    """Return who runs the catalog."""
    return node(
        f"{site.site_url}#operator",
        ("foaf:Organization", "foaf:Agent"),
        texts("foaf:name", site.operator.name),
        [("foaf:homepage", document(site.operator.url))] if site.operator.url else [],
    )


def area_node(site: Site, municipality: Municipality) -> Node:
    """Return the area of a body as a place with a name."""
    return node(
        f"{body_iri(site, municipality)}#area",
        ("dct:Location",),
        texts("skos:prefLabel", municipality.name),
        [("dct:identifier", plain(municipality.code))],
    )


def publisher_node(dataset: Dataset, municipality: Municipality, site: Site) -> Node:
    """Return who answers for this edition: never the body for what the operator compiled."""
    is_compiled = dataset.publication is Publication.COMPILED
    return operator_node(site) if is_compiled else body_node(site, municipality)


def contact_node(dataset: Dataset, municipality: Municipality, site: Site) -> Node | None:
    """Return the division to write to, never a person; ``None`` where there is neither address nor page."""
    is_compiled, contact = dataset.publication is Publication.COMPILED, dataset.publisher
    name = site.operator.name if is_compiled else _division(contact.department, municipality)
    email = site.operator.email if is_compiled else contact.email
    url = site.operator.url if is_compiled else contact.url or municipality.homepage
    if not email and not url:
        return None
    return node(
        f"{identifier(site, dataset.id)}#contact",
        ("vcard:Organization", "vcard:Kind"),
        texts("vcard:fn", name),
        [("vcard:hasEmail", iri(f"mailto:{email}"))] if email else [],
        [("vcard:hasURL", iri(url))] if url else [],
    )


def _division(department: LocalizedText | None, municipality: Municipality) -> LocalizedText:
    body = municipality.name
    if department is None:
        return body
    english = f"{department.en}, {body.en}" if body.en and department.en else None
    return LocalizedText(f"{body.ja} {department.ja}", english)
