"""One e-paper publishing system (采编发布系统) per module."""
