"""The numeric arm of text claims: the formula as it is written, evaluated in ball arithmetic.

Nothing is rewritten.  Integrals are sums over nodes, derivatives are differences, sums are added up
and limits approached; each comes with an estimate of its own error, which becomes the radius of the
ball.  Unknown functions are concrete smooth ones, drawn at random.
"""
