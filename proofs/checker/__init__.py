"""Claim, domain, mutants, run, verdict, graph, cache: knows no physics."""
