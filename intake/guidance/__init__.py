"""Before anything is filed: the self-assessment, the two ways, what helps those who cannot pay."""
