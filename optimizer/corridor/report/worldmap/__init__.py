"""The world map of the page: a Pacific-centred drawing made here, so that the page needs no map service."""
