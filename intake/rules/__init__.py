"""Pure rules of intake: element forms as data, the self-assessment, what answers become, and the clerk's checks."""
