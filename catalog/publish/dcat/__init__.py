"""The catalog in DCAT (W3C), with the terms of DCAT-AP 3 and GeoDCAT-AP: Turtle, JSON-LD and RDF/XML of one graph."""
