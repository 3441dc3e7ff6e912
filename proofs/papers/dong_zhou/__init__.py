"""Claims of X. Dong and L. Zhou, Spacetime as the optimal generative network of quantum states.

The text numbers no equations: every `on_*.py` holds one statement that can be true or false, or a
postulate with the consistency tests that can be made.
"""

DOCUMENT = "X. Dong, L. Zhou, Spacetime as the optimal generative network of quantum states"
