"""Social cards: a picture of a page's title, for places that show a link with a picture."""
