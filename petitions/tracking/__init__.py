"""What somebody sees who holds a number and a query code: how it stands, the letters, one judgement."""
