"""Settings: `base` for all, then one of `local` (./court), `test` (pytest) and `production`."""
