"""The trial: hearings, conversions, a longer term, rulings for a judge's signature, closing."""
