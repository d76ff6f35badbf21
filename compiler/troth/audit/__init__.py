"""Logs of contacts → how each promise was kept: judged row by row, counted, said and published."""
