"""Who acts by law for a party that cannot sue alone, in the course of a case (民诉法60; 解释83)."""
