"""Time expressions of news English as intervals of days.

``find_times`` finds the words; ``TimeExpression.period`` gives the days they mean, reckoned from the day of
publication. Finding never looks at a calendar, resolving never at the text.
"""

from detente.coding.times.expression import TimeExpression
from detente.coding.times.find import find_times

__all__ = ["TimeExpression", "find_times"]
