"""A cashier for installations without a real one: a process of its own, with its own key. It moves no money."""
