"""The schemas by which outsiders judge metadata: PREMIS from beside the tests, Dublin Core as opf-fido carries it."""

from pathlib import Path

import fido
from lxml import etree

_HERE = Path(__file__).parent
_DUBLIN_CORE = Path(fido.__file__).parent / "conf" / "dcterms.xsd"
# DCMI's schemas leave the container to whoever uses them, and define a type for it.
_CONTAINER = f"""\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:dcterms="http://purl.org/dc/terms/">
  <xs:import namespace="http://purl.org/dc/terms/" schemaLocation="{_DUBLIN_CORE.as_uri()}"/>
  <xs:element name="metadata" type="dcterms:elementOrRefinementContainer"/>
</xs:schema>
"""
_XML = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang" type="xs:language"/>
</xs:schema>
"""


class _NoNetwork(etree.Resolver):
    """Gives the one schema that is named by an address on the web."""

    def resolve(self, url: str, public: str, context: object) -> object:
        return self.resolve_string(_XML, context) if url.endswith("/xml.xsd") else None


def premis_schema() -> etree.XMLSchema:
    return etree.XMLSchema(file=str(_HERE.parent / "schemas" / "premis-3.0.xsd"))


def dublin_core_schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_NoNetwork())
    return etree.XMLSchema(etree.fromstring(_CONTAINER, parser))
