"""Published instances as Corridor models, and what Corridor finds on them."""
