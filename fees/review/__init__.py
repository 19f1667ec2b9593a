"""复核: a decision about the fees is looked at again by the president (办法43)."""
