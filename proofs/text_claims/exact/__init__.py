"""The exact arm of text claims: objects that stand are carried out, and nothing is evaluated.

What is left is decided by the judge, like every obligation.
"""
