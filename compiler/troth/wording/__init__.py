"""Model → sentence and sentence → model: the house style of dates, times and promises."""
