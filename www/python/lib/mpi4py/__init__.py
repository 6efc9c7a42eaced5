"""What programs take from mpi4py, for the ranks that the playground starts."""
