"""授权委托书: what a party says of an agent, asked alike before and after filing (民诉法61, 62; 解释88, 89)."""
