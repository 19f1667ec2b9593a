"""Files: what people upload and what the court issues, kept once, checked on the way in, shown only to who may look."""
