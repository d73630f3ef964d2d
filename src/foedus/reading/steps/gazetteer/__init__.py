"""The bundled gazetteer: populated places and divisions from GeoNames, countries, and our overlay of conflict toponyms."""
