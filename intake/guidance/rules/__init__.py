"""Pure rules of guidance: the self-assessment, the grounds of the two ways."""
