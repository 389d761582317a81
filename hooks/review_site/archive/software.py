"""What the bundle says made it. A constant: the same sources must give the same bytes, installed or not."""

SOFTWARE = "review-site 0.1.0"
