"""Claims of K. Hashimoto, Deep Learning and Quantum Gravity (slides).

The slides number no equations: every `on_*.py` holds one formula or statement that can be true or
false, or a postulate with the consistency tests that can be made.
"""

DOCUMENT = "K. Hashimoto, Deep Learning and Quantum Gravity (slides)"
