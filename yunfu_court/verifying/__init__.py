"""What must hold of the rows whatever happened: each invariant a name, its ground and a question for the rows that
break it. `manage.py verify` asks them all; nothing here writes.
"""
