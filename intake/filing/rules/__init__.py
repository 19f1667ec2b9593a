"""Pure rules of a filing: what answers become, in whose name one files, what goes on into a suit."""
