"""The reading of printed Chinese: functions on strings, below every platform."""
