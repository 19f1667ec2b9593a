"""Settling: the final fee at closing, and who bears it in the end."""
