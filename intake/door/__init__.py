"""The other side's way in: a code and who they are; then an address, and an answer."""
