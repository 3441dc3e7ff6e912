"""Functions in processes of their own: what they do reaches nobody else."""

from proofs.checker.isolate.pool import MEMORY, Answer, Pool, Task, run_apart

__all__ = ["MEMORY", "Answer", "Pool", "Task", "run_apart"]
