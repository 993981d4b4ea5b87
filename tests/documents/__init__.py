"""The documents, executed: what README and ``docs/`` show is what the program prints."""
