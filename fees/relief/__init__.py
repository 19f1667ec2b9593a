"""缓交、减交、免交: asked for by a party, decided by a leader, taken off the notice (办法44-51)."""
