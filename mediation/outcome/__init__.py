"""What becomes of an agreement: performed, the suit taken back, or a 调解书."""
