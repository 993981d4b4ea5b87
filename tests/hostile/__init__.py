"""Servers and files that mean harm, met by the real commands, each within bounds of time and memory."""
