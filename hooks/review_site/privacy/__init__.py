"""What a finished site says of people: no contact of anybody that the review did not mean to publish."""
