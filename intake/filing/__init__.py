"""A filing: begun by anybody, written page by page, submitted once; its evidence, its receipt, the suit after it."""
