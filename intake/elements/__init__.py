"""Element forms as data: what is asked, how an answer reads, the fields that ask it. Every wing above asks by them."""
