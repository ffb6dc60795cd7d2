"""Tables as CSV, JSON and GeoJSON, joined from columns of text: a million rows without a loop over rows."""
