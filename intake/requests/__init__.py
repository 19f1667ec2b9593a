"""What a litigant may ask of the service centre, and the public guide to each item (实施意见11, 12)."""
