"""The renderer and the malware scanner: what the package needs from outside, behind one small interface each."""
