"""How figures are said, as patterns that ignore case and white space: each a list of alternatives.

None has a repetition within a repetition, so a text is read in a time that grows with its length.
"""

from __future__ import annotations

# ---------- numbers and units

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BELOW_100 = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|{_ONES})"
_IN_WORDS = (
    rf"(?:(?:{_BELOW_100}|an?)[ -](?:hundred|thousand|million)(?:(?:[ ]and)?[ -]{_BELOW_100})?|{_BELOW_100}|"
    r"(?:an?[ ])?(?:couple|few|dozen|half(?:[ ]an?)?)(?:[ ]of)?|several)"
)
_DIGITS = r"\d{1,12}(?:,\d{1,12}){0,4}(?:\.\d{1,9})?"
_IN_DIGITS = rf"(?:{_DIGITS}(?:[ ]?[½¼¾]|[ ]\d/\d)?|[½¼¾]|\d/\d)"
_SAID_TWICE = rf"(?:[ ]\((?:{_DIGITS}|{_BELOW_100})\))?"  # ten (10) days
_ONE_NUMBER = rf"(?:{_IN_DIGITS}|{_IN_WORDS}){_SAID_TWICE}(?:[ ]and[ ]a[ ]half|\+)?"
_NUMBER = rf"(?:{_ONE_NUMBER}(?:[ ](?:to|or|and)[ ]|[ ]?[-–—/][ ]?))?{_ONE_NUMBER}"
_KIND = r"(?:(?:calendar|clear|consecutive|full|further|more|whole|working|business|office|opening)[ -])*"
_SHORT_UNIT = r"(?:secs?|mins?|hrs?|wks?|mths?|yrs?|wds?)"
_LONG_UNIT = r"(?:minute|hour|day|night|week|fortnight|month|year)"
_ONE_UNIT = rf"(?:second|{_LONG_UNIT})"
_UNIT = (
    rf"{_KIND}(?:{_ONE_UNIT}s?|{_SHORT_UNIT}|workdays?|weekdays?|weekends?|mornings?|afternoons?|evenings?|"
    r"quarters?(?![ ]of\b)|decades?|rings?)"
)
_NO_TIME = r"(?![ -](?:centres?|center|rooms?|trips?|out|off|end|group|club|nurser\w+|school|book|one|\d))"
"""What stands after a "day" or "year" that is no stretch of time."""
_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)"
_WEEKDAY = r"(?:Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)s?"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_CURRENCY = r"(?:pounds?|pence|quid|euros?|cents?|dollars?|rupees?|GBP|EUR|USD|INR)"
_PER = r"(?:an?|each|every|per|in[ ]an?|in[ ]every)"

AMOUNTS = rf"""
    \b{_NUMBER}(?:[ -]?(?:{_UNIT}|{_CURRENCY})\b|[ ]?(?:%|(?:per[ ]cent|percent|pct)\b)|[ ]times[ ]{_PER}[ ]{_UNIT}\b)
  | \b(?:within[ ])?(?:an?|one)[ ]{_ONE_UNIT}[ ](?:and[ ]a[ ]half|or[ ](?:so|two|three|more|less))\b
  | \b(?:an?|one)[ ]{_ONE_UNIT}[’']s[ ](?:notice|warning|grace|guarantee|warranty)\b
  | \b(?:half|quarter)[ -]hour(?:ly|s)?\b
  | \b(?:(?:an?|one|three)[ -])?quarters?[ ]of[ ]an[ ]hour\b
  | \b(?:an?[ ])?(?:fortnight|decade)\b
  | \ban[ ]hour\b
  | \b(?:an?[ ])?matter[ ]of[ ](?:seconds|minutes|hours|days|weeks|months)\b
  | \b(?:within|in)[ ](?:seconds|minutes|hours|days|weeks|months)\b(?=[ ]*(?:$|[.;:!?)])|,?[ ](?:of|not|rather)\b)
  | \b(?:within[ ](?:an?|the)|(?:in|for|after|under|than|at[ ]least|at[ ]most)[ ]an?)[ ]{_KIND}{_LONG_UNIT}\b{_NO_TIME}
  | \b(?:within|in)[ ]a[ ]second\b(?=[ ]*(?:$|[.,;:!?)])|[ ](?:or|of|and)\b)
  | \bwithin[ ]the[ ](?:first|next|same)[ ]{_KIND}{_ONE_UNIT}\b
  | \b{_ORDINAL}[ ](?:(?:working|business|calendar)[ ]day|ring)\b
  | \b(?:by|on|within|before)[ ]the[ ]{_ORDINAL}[ ](?:day|week|month)\b
  | \b[TD][ ]?\+[ ]?\d{{1,3}}\b
  | \bby[ ]day[ ]\d{{1,3}}\b
  | \b\d{{1,3}}h\b
"""

# ---------- money and shares

_FRACTION = r"(?:half|quarters?|thirds?|fifths?|tenths?)"
_PARTS = rf"(?:{_ONES}|ten|\d{{1,12}}(?:,\d{{3}})?)"

MONEY = rf"""
    (?:[£$€₹]|\b(?:GBP|EUR|USD|INR|Rs\.?))[ ]?{_DIGITS}(?:[ ]?(?:k|m|bn|thousand|lakh|crore|million|billion)\b)?
  | \b\d{{1,3}}p\b
  | \b(?:an?[ ])?(?:fiver|tenner)\b
  | \bhalf[ -]price\b
"""
SHARES = rf"""
    \b{_PARTS}[ ](?:out[ ]of|in|of)(?:[ ]every|[ ]each)[ ]{_PARTS}\b
  | \b{_PARTS}[ ]out[ ]of[ ]{_PARTS}\b
  | \b(?:{_ONES})[ ]in[ ](?:{_ONES}|ten|twenty|a[ ]hundred)\b
  | \b\d{{1,3}}[ ]in[ ](?:[2-9]|10|20|50|100|1,?000)\b
  | \b(?:an?|one|two|three|four|nine)[ -]{_FRACTION}[ ]of\b
  | (?<!first[ ])(?<!second[ ])(?<!other[ ])\bhalf[ ](?:of[ ])?(?:all|our|the|your|of)\b(?![ ](?:battle|story|year))
"""

# ---------- times of day

_HOUR = rf"(?:\d{{1,2}}|{_ONES}|ten|eleven|twelve)"
_MIDDLES = r"(?:noon|midday|midnight)"
_AT = r"(?:at|by|before|after|until|till)"
_BEGINS, _ENDS = "(?:[789]|10|11|seven|eight|nine|ten|eleven)", "(?:[1-6]|one|two|three|four|five|six)"
_SHIFT = rf"(?:{_BEGINS}(?:[ ]to[ ]|[ ]?[-–—][ ]?|-to-){_ENDS})"

CLOCK_TIMES = rf"""
    \b\d{{1,2}}(?:[:.]\d{{2}})?[ ]?[ap]\.?m\b
  | \b\d{{1,2}}:\d{{2}}\b
  | \b{_AT}[ ]\d{{1,2}}\.[0-5]\d\b
  | \b(?:1[3-9]|2[0-3])\.[0-5]\d\b
  | \b(?:{_AT}[ ])?(?:[01]\d|2[0-3])[0-5]\d[ ]?(?:hrs|hours)\b
  | \b{_AT}[ ](?:0\d|1[0-8])[0-5]\d\b(?![ -]\d)
  | \b(?:0[5-9]|1\d)[0-5]\d(?:[ ]to[ ]|[ ]?[-–—][ ]?)(?:[01]\d|2[0-3])[0-5]\d\b
  | \b{_SHIFT}\b(?![ ]?[\d%-])
  | \b(?:from[ ])?{_HOUR}[ ](?:until|till)[ ]{_HOUR}\b
  | \bopen[ ](?:from[ ])?{_HOUR}(?:[ ]to[ ]|[ ]?[-–—][ ]?){_HOUR}\b
  | \b{_HOUR}[ ]o[’']clock\b
  | \b(?:half|(?:an?[ ])?quarter|five|ten|twenty|twenty-five|\d{{1,2}})[ ]past[ ]{_HOUR}\b
  | \bhalf[ ](?:six|seven|eight|nine|ten|eleven|twelve)\b
  | \b(?:an?[ ])?quarter[ ]to[ ]{_HOUR}\b
  | \b(?:at|by|before|after|until|till|from|to|between|around|about)[ ](?:(?:12|twelve)[ ])?{_MIDDLES}\b
  | \b(?:12|twelve)[ ]{_MIDDLES}\b
  | ^[ ]*{_MIDDLES}[ ]*$
  | \b{_AT}[ ]lunch(?:[ -]?time)?\b
  | \b24[ ]?[-/x][ ]?7\b
  | \b(?:a?round)[ -]the[ -]clock\b
  | \bday[ ](?:and|or)[ ]night\b
"""

# ---------- how often

_LY = r"(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annually)"
_WHICH = r"(?:every|each)[ ](?:other[ ]|second[ ]|single[ ]|few[ ])?"
_NO_NOUN = "by|at|on|in|to|for|from|if|when|where|until|unless|during|after|before|between|with"
_PROMISED_OFTEN = r"(?:basis|updates?|calls?|visits?|checks?|inspections?|collections?|patrols?|cleans?|rounds?)"

OFTEN = rf"""
    \b(?:once|twice|{_DIGITS}[ ]?x)[ ]{_PER}[ ]{_UNIT}\b
  | \b{_WHICH}(?:(?:{_NUMBER}[ ])?(?:{_KIND}{_ONE_UNIT}|quarter)s?|{_WEEKDAY}|morning|afternoon|evening|weekend)\b
      {_NO_TIME}
  | \b{_LY}(?:[ ]{_PROMISED_OFTEN}\b|(?=[ ]*(?:$|[.;:!?)]|,[ ](?!{_LY}))|[ ](?:(?:and|or)[ ](?!{_LY})|{_NO_NOUN})\b))
  | \byear[ -]round\b
  | \bovernight\b(?![ ](?:stays?|accommodation|parking|shelters?|guests?|care|carers?|closures?|bags?|visitors?))
"""

# ---------- days without a number

_NIGH = r"(?:next|same|following)"

DAYS = rf"""
    \b(?:by[ ])?(?:the[ ])?(?:close|end)[ ]of[ ](?:play|business)\b
  | \b(?:COB|EOD|COP)\b
  | \b(?:by|at|before|until)[ ](?:the[ ])?(?:very[ ])?(?:end|close)[ ]of[ ](?:(?:the|that|this|each|every)[ ])?
      (?:{_NIGH}[ ])?(?:(?:{_KIND}{_ONE_UNIT}|quarter)|today|tomorrow|{_WEEKDAY}|{_MONTH})\b
  | \b(?:by|at|before)[ ](?:day|week|month|quarter|year)[ -]end\b(?![ ](?:reports?|reviews?|accounts?|figures))
  | \b{_NIGH}[ -](?:working[ -]|business[ -])?(?:day|morning|afternoon|evening|week|weekday)s?\b(?![’'])(?![ ]centre)
  | \b(?:this[ ]|that[ ])(?:very[ ]|same[ ])?(?:morning|afternoon|evening)\b(?![’'])
  | \bnext[ ](?:month|year)\b(?![’'])
  | \bday[ ]after(?:[ ]next\b|(?=[ ]*(?:$|[.,;!?]))|(?=[ ](?:you|we|it|they)\b))
  | \bon[ ]the[ ](?:very[ ])?day[ ](?:of[ ](?:receipt|arrival|contact)|(?:that[ ])?(?:it|they|you|we)
      (?:[ ](?:is|are|was|were))?[ ]\w+)
  | \b(?:first[ ]thing[ ])?(?<!for[ ])(?<!of[ ])tomorrow(?:[ ](?:morning|afternoon|evening))?\b(?![’'])
  | \b(?:by|before|until|later)[ ](?:today|tonight|(?:the[ ])?(?:weekend|morning|evening))\b
  | \b(?:by|on|before|until|till|from|next|this)[ ](?:the[ ])?(?:{_ORDINAL}[ ]|next[ ]|following[ ])?{_WEEKDAY}
      (?:[ ](?:mornings?|afternoons?|evenings?))?(?:(?:[ ]to[ ]|[ ]?[-–—][ ]?){_WEEKDAY})?\b(?![ ]club)
  | \b{_WEEKDAY}(?:[ ](?:to|till|until|through)[ ]|[ ]?[-–—][ ]?){_WEEKDAY}\b
  | \b(?:by|before|until|till|no[ ]later[ ]than)[ ](?:the[ ])?(?:(?:\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?)?{_MONTH}\b
      (?:[ ]\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)\b|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)
  | \bby[ ](?:return(?:[ ]of[ ](?:post|mail|email))?|(?:the[ ])?(?:next|first)[ ](?:post|mail))\b
"""

# ---------- what has a number and is none

_REFERENCE = (
    "sections?|paragraphs?|para|clauses?|parts?|rules?|regulations?|articles?|chapters?|schedules?|appendix|version|"
    "figures?|tables?|standards?|principles?|ISO"
)
NO_FIGURES = rf"""
    \b[A-Z]{{1,2}}\d[A-Z\d]?[ ]\d[A-Z]{{2}}\b
  | \b(?i:{_REFERENCE})[ ]\d{{1,4}}(?:\.\d{{1,3}}){{0,4}}\b(?![ ]?%|[ -](?i:{_UNIT})\b)
"""
"""A postcode, whose end may look like a unit (2HR), and a place in a document (section 17.30)."""
