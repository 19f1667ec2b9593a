"""The whole of a court's portal in one sealed file, and back: rows, files, and a manifest with the hash of each."""
