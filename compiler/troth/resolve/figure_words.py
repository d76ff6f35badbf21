"""How figures are said, as patterns that ignore case and white space: each a list of alternatives.

What is repeated within a repetition has a bound, so a text is read in a time that grows with its length.
"""

from __future__ import annotations

from troth.model.currencies import currency_codes

# ---------- numbers and units

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BELOW_100 = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|{_ONES})"
_GROUP = r"(?:couple|few|dozen|score|handful|pair)"
_IN_WORDS = (
    rf"(?:(?:{_BELOW_100}|an?)[ -](?:hundred|thousand|million)(?:(?:[ ]and)?[ -]{_BELOW_100})?|"
    rf"(?:(?:an?|half[ -]an?|half|{_BELOW_100})[ -])?(?:good[ ])?{_GROUP}s?(?:[ ]of)?|{_BELOW_100}|"
    r"(?:an?[ ])?half(?:[ ]an?)?(?:[ ]of)?|several)"
)
_PART_SIGN = "[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]"
_DIGITS = r"\d{1,12}(?:,\d{1,12}){0,4}(?:\.\d{1,9})?"
_IN_DIGITS = rf"(?:{_DIGITS}(?:[ ]?{_PART_SIGN}|[ ]\d/\d)?|{_PART_SIGN}|\d/\d|[①-⒛❶-➓])"
_ASIDE = (  # ten (10) days; five (working) days; five, or at most six, days
    r"(?:[ ]\([^()]{1,40}\)|"
    r",[ ](?:or|and|but|at|up|in|if|sometimes|usually|rarely|perhaps|never|not)\b[^,.;:!?()]{1,40},)?"
)
_ONE_NUMBER = rf"(?:{_IN_DIGITS}|{_IN_WORDS}){_ASIDE}(?:[ -]and[ -]a[ -]half|[ ]or[ ]so|-?ish\b|\+)?"
_AND = r"(?:[ ](?:to|or|and)[ ](?:(?:at[ ](?:the[ ])?(?:most|least)|up[ ]to|even)[ ])?|[ ]?[-–—/x×][ ]?)"
_NUMBER = rf"(?:{_ONE_NUMBER}{_AND})?{_ONE_NUMBER}"
_KINDS = (
    "calendar|clear|consecutive|successive|straight|full|further|additional|extra|more|whole|complete|normal|ordinary|"
    "local|working|business|banking|bank|trading|office|opening|court|school"
)
_KIND = rf"(?:(?:{_KINDS})[ -])*"
_NAMED = r"(?-i:(?:[A-Z][\w’'-]{0,20}[ ]){0,2})"  # three Scottish working days; thirty Swiss francs
_WHOSE = rf"(?:of[ ](?:our|your|the|their|its)[ ](?:\w{{1,20}}[’']s[ ])?)?{_NAMED}"
_SHORT_UNIT = r"(?:m?secs?|ms|mins?|hrs?|dys?|wks?|mo?n?ths?|mos?|yrs?|w\.?d\.?s?|b\.?d\.?s?)"
_LONG_UNIT = r"(?:minute|hour|day|night|week|fortnight|month|year)"
_ONE_UNIT = rf"(?:(?:milli)?second|{_LONG_UNIT})"
_UNIT = (
    rf"{_KIND}(?:{_ONE_UNIT}s?|{_SHORT_UNIT}|half[ -]days?|workdays?|weekdays?|weekends?|mornings?|afternoons?|"
    r"evenings?|quarters?(?![ ]of\b)|decades?|rings?)"
)
_LETTER_UNIT = r"[ ]?(?:[dwy]\b(?![.]\w)|m\b(?=[ ]*(?:$|[.,;:!?)])|[ ](?:of|from|or|and|for|if|when|on|at)\b))"
"""The letter of a unit; metres and millions are an m too, so a noun may not follow."""
_NO_TIME = r"(?![ -](?:centres?|center|rooms?|trips?|out|off|end|group|club|nurser\w+|school|book|one|\d))"
"""What stands after a "day" or "year" that is no stretch of time."""
_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|"
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|last)"
)
_DAY_NAME = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_WEEKDAY = r"(?:Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)s?"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_CODE = rf"(?-i:(?=[A-Z]{{3}})(?:{'|'.join(sorted(currency_codes()))}))"
"""A currency as the language writes it, in capitals: ALL and TOP are words, too."""
_CURRENCY = (
    r"(?:pounds?|pence|pennies|quid|bucks?|euros?|cents?|dollars?|rupees?|francs?|yen|yuan|kron(?:a|or|er)|zlotys?|pesos?|"
    rf"rands?|shekels?|dirhams?|riyals?|dinars?|forints?|lira|GBP|EUR|USD|INR|{_CODE})"
)
_BY = r"(?:by|before|until|till|(?:no|not)[ ]later[ ]than|not[ ]after|ahead[ ]of|in[ ]time[ ]for)"
_WITHIN = r"(?:within|inside(?:[ ]of)?)"
_FRACTION = r"(?:half|halves|quarters?|thirds?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?)"
_PER = r"(?:an?|each|every|per|in[ ]an?|in[ ]every)"
_PER_CENT = r"(?:per[ ]cent|percent|pct|p\.?c(?=\.?[ ]of\b|[ ]*(?:$|[.,;:!?)])))"
_A_PART = rf"(?:{_PART_SIGN}|\d/\d|(?:(?:an?|{_ONES})[ -])?{_FRACTION}|fraction)"
_LASTING = r"(?:in|in[ ]the[ ]space[ ]of|for|after|under|than|at[ ]least|at[ ]most|up[ ]to|takes?|lasts?|waits?|allow)"
_OR_MORE = r"(?:and[ ]a[ ]half|or[ ](?:so|two|three|more|less))"
_AT_MOST = r"(?:at[ ](?:the[ ])?(?:most|latest|longest|least|worst)|max(?:imum)?|tops)"
_RINGS = r"(?:rings|rang|rung|ringing|(?:it|phone|telephone|bell)[ ]ring)"
_BOUND = r"(?:(?:no[ ])?(?:more|less|fewer)[ ]than|at[ ](?:most|least))"

AMOUNTS = rf"""
    \b{_NUMBER}(?:[ -]?(?:{_UNIT}|{_NAMED}{_CURRENCY})\b|[ ]{_WHOSE}(?:{_KINDS})[ ]{_UNIT}\b
      |[ ]times[ ]{_PER}[ ]{_UNIT}\b|[ ]?(?:%|€(?!\d)|{_PER_CENT}\b))
  | \b(?:{_WITHIN}|in|after)[ ][IVX]{{1,6}}[ ]{_UNIT}\b
  | \b(?:{_WITHIN}|in(?![ ][23]d\b)|under|after|every|than|up[ ]to|at[ ]most|takes?|allow)[ ]\d{{1,3}}{_LETTER_UNIT}
  | \b(?:{_WITHIN}[ ])?(?:an?|one)[ ]{_ONE_UNIT}[ ]{_OR_MORE}\b
  | \b(?:an?|one)[ ]{_KIND}{_ONE_UNIT}[ ](?:{_AT_MOST}|later)\b
  | \b(?:hour|day|week|month|year)-long\b
  | \b(?:an?|one)[ ]{_ONE_UNIT}[’']s[ ](?:notice|warning|grace|guarantee|warranty)\b
  | \b(?:half|quarter)[ -]hour(?:ly|s)?\b
  | \b{_A_PART}[ ]of[ ](?:an?|one|the[ ]working)[ ]{_KIND}{_ONE_UNIT}\b
  | \b(?:an?[ ])?(?:fortnight|decade)\b
  | \ban[ ]hour\b
  | \b(?:an?[ ])?matter[ ]of[ ](?:seconds|minutes|hours|days|weeks|months)\b
  | \b(?:within|in)[ ](?:seconds|minutes|hours|days|weeks|months)\b(?=[ ]*(?:$|[.;:!?)])|,?[ ](?:of|not|rather)\b)
  | \b(?:{_WITHIN}[ ](?:an?|the)|{_LASTING}[ ]an?)[ ]{_KIND}{_LONG_UNIT}\b{_NO_TIME}(?![ ]{_OR_MORE}\b)
  | \b{_WITHIN}[ ](?:an?|the)[ ](?:(?:current|same|next)[ ])?(?:quarter|term|season)\b(?![ ]of\b)
  | \bbefore[ ](?:an?|the)[ ]{_LONG_UNIT}[ ]is[ ](?:out|over|up)\b
  | \b(?:within|in)[ ]a[ ]second\b(?=[ ]*(?:$|[.,;:!?)])|[ ](?:or|of|and)\b)
  | \b(?:{_WITHIN}|in|over|during|for)[ ]the[ ](?:first|next|same|coming|following)[ ]{_KIND}{_ONE_UNIT}s?\b
  | \b{_ORDINAL}[ ](?:(?:working|business|calendar)[ ]day|ring)\b
  | \b(?:{_BY}|on|within)[ ]the[ ]{_ORDINAL}[ ](?:day|week|month)\b
  | \b[TD][ ]?\+[ ]?\d{{1,3}}\b
  | \b(?:{_WITHIN}|in)[ ]\d{{1,3}}[ ]?s\b(?=[ ]*(?:$|[.,;:!?)])|[ ](?:of|or|and)\b)
  | \b(?:{_BY}|at|on|in|within|(?<!day[ ])after)[ ](?:{_KIND}day|week|month)[ ](?:\d{{1,3}}|{_BELOW_100})\b
  | \b\d{{1,4}}h(?:[0-5]\d)?\b
  | \b{_RINGS}[ ](?:{_BOUND}[ ])?(?:once|twice|thrice|(?:{_IN_DIGITS}|{_BELOW_100})[ ]times)\b
"""

# ---------- money and shares

_PARTS = rf"(?:{_BELOW_100}|a[ ]hundred|\d{{1,12}}(?:,\d{{3}})?)"
_COUNTED = (
    r"(?:people|persons?|customers?|tenants?|callers?|calls?|letters?|emails?|cases?|repairs?|visits?|homes?|times?)"
)
_MANY = r"(?:k|m|bn|thousand|lakh|crore|million|billion)"
MONEY_SIGN = "[£$€₹¥₩₽₪₦₺₴₱฿₫]"

MONEY = rf"""
    (?:{MONEY_SIGN}|\b(?:GBP|EUR|USD|INR|Rs\.?|{_CODE}))[ ]?{_DIGITS}(?:[ ]?{_MANY}\b)?
  | \b\d{{1,3}}p\b
  | \b(?:an?[ ])?(?:fiver|tenner)\b
  | \bhalf[ -]price\b
"""
SHARES = rf"""
    \b{_PARTS}[ ](?:out[ ]of|in|of)(?:[ ]every|[ ]each)[ ]{_PARTS}\b
  | \b{_PARTS}[ ](?:\w{{1,20}}[ ]){{0,2}}out[ ]of[ ](?:every[ ]|each[ ])?{_PARTS}\b
  | \b(?!one[ ])(?:{_BELOW_100}|a[ ]hundred)[ ]of[ ](?:{_BELOW_100}|a[ ]hundred)\b
  | \b(?!1[ ])\d{{1,12}}[ ]of[ ]\d{{1,12}}[ ]{_COUNTED}\b
  | \b(?:[1-9]/(?:[2-9]|10)|\d{{1,2}}/(?:20|100))(?:ths)?[ ](?:of\b|{_COUNTED}\b)
  | \b(?:{_ONES})[ ]in[ ](?:{_ONES}|ten|twenty|a[ ]hundred)\b
  | \b(?:{_ONES})[ ]{_COUNTED}[ ]in[ ](?:two|three|four|five|ten|twenty|a[ ]hundred)\b
  | \b\d{{1,3}}[ ](?:{_COUNTED}[ ])?in[ ](?:[2-9]|10|20|50|100|1,?000)\b
  | \b(?:an?|{_ONES})[ -]{_FRACTION}[ ]of\b(?![ ]an?[ ](?:mile|kilometre|metre|acre|pint|litre))
  | {_PART_SIGN}[ ]of\b
  | (?<!first[ ])(?<!second[ ])(?<!other[ ])\bhalf[ ](?:of[ ])?(?:all|our|the|your|of)\b(?![ ](?:battle|story|year))
"""

# ---------- times of day

_HOUR = rf"(?:\d{{1,2}}|{_ONES}|ten|eleven|twelve)"
_MIDDLES = r"(?:noon|midday|midnight)"
_AT = r"(?:at|by|before|after|until|till)"
_BEGINS, _ENDS = "(?:[789]|10|11|seven|eight|nine|ten|eleven)", "(?:[1-6]|one|two|three|four|five|six)"
_SHIFT = rf"(?:{_BEGINS}(?:[ ]to[ ]|[ ]?[-–—][ ]?|-to-){_ENDS})"

_CLAUSE_ENDS = (
    r"(?=[ ]*(?:$|[.,;:!?)·–—](?!\d))|[ ](?:and|or|but)[ ](?!\d)|"
    r"[ ](?:on|in|at|if|when|sharp|every|each|for|with|so|during|unless|except)\b)"
)
"""No noun follows: "at 9" is a time, and "at 9 High Street" a place."""
_KEEPS_HOURS = (
    r"(?:open(?:s|ed|ing)?|clos(?:es?|ed|ing)|shut(?:s|ting)?|start(?:s|ing)?|begin(?:s|ning)?|finish(?:es|ing)?|"
    r"ends?|stops?|here|there|staffed|manned|available|answer(?:s|ed)?|repl(?:y|ies)|calls?|rings?|visits?|arrives?|"
    r"comes?|collects?|delivers?|leaves?|meets?|back|you)"
)
_YEAR_OR_CLOCK = r"(?:(?:19|20)(?:00|15|30|45))"

CLOCK_TIMES = rf"""
    \b\d{{1,2}}(?:[:.]\d{{2}})?[ ]?[ap]\.?m\b
  | \b\d{{1,2}}:\d{{2}}\b
  | \b{_AT}[ ]\d{{1,2}}\.[0-5]\d\b
  | \b(?:1[3-9]|2[0-3])\.[0-5]\d\b
  | \b(?:{_AT}[ ])?(?:[01]\d|2[0-3])[0-5]\d[ ]?(?:hrs|hours)\b
  | \b{_AT}[ ](?:0\d|1[0-8])[0-5]\d\b(?![ -]\d)
  | \b(?:(?:{_AT}|from)[ ]2[1-3]|at[ ](?:19|20))[0-5]\d\b{_CLAUSE_ENDS}
  | \b(?:open|opens|close|closes|answer|here|staffed)[ ](?:until|till|from)[ ]{_YEAR_OR_CLOCK}\b{_CLAUSE_ENDS}
  | \b(?:0[5-9]|1\d)[0-5]\d(?:[ ]to[ ]|[ ]?[-–—][ ]?)(?:[01]\d|2[0-3])[0-5]\d\b
  | \b{_SHIFT}\b(?![ ]?[\d%-])
  | \b(?:from[ ])?{_HOUR}[ ](?:until|till)[ ]{_HOUR}\b
  | \bopen[ ](?:from[ ])?{_HOUR}(?:[ ]to[ ]|[ ]?[-–—][ ]?){_HOUR}\b
  | \b(?:open[ ]between[ ]{_HOUR}[ ]and[ ]{_HOUR}|between[ ]{_BEGINS}[ ]and[ ]{_ENDS}{_CLAUSE_ENDS})\b
  | \b{_KEEPS_HOURS}[ ](?:(?:daily|up|again|them|the[ ]\w{{1,15}})[ ])?(?:at|from)[ ]{_HOUR}\b{_CLAUSE_ENDS}
  | \b(?:until|till)[ ]{_HOUR}\b{_CLAUSE_ENDS}
  | \b(?:by|before|after)[ ](?:[3-9]|1[0-2]|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b{_CLAUSE_ENDS}
  | \b{_HOUR}[ ]o[’']clock\b
  | \b(?:half|(?:an?[ ])?quarter|five|ten|twenty|twenty-five|\d{{1,2}})[ ]past[ ]{_HOUR}\b
  | \bhalf[ ](?:six|seven|eight|nine|ten|eleven|twelve)\b
  | \b(?:an?[ ])?quarter[ ]to[ ]{_HOUR}\b
  | \b(?:at|by|before|after|until|till|from|to|between|around|about)[ ](?:(?:12|twelve)[ ])?{_MIDDLES}\b
  | \b(?:12|twelve)[ ]{_MIDDLES}\b
  | ^[ ]*{_MIDDLES}[ ]*$
  | \b{_AT}[ ]lunch(?:[ -]?time)?\b
  | \b(?:at|{_BY})[ ](?:(?:tea|dinner|supper|breakfast|bed)[ -]?time|dawn|dusk|sunrise|sunset|nightfall|daybreak)\b
  | \bon[ ]the[ ](?:half[ -])?hour\b
  | \b24[ ]?[-/x][ ]?7\b
  | \b(?:a?round)[ -]the[ -]clock\b
  | \bday[ ](?:and|or)[ ]night\b
"""

# ---------- how often

_LY = r"(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annually)"
_WHICH = rf"(?:every|each)[ ](?:(?:other|single|few|{_ORDINAL})[ ])?"
_NO_OFTEN = (
    r"(?![ ](?:(?:we|you|our[ ]\w{1,20})[ ])?(?:learn|strive|grow|improve|matters|counts|brings|"
    r"is[ ](?:an?|another|different|new))\b)"
)
"""Every day we learn, every minute counts: nothing is done so often."""
_NO_NOUN = "by|at|on|in|to|for|from|if|when|where|until|unless|during|after|before|between|with"
_PROMISED_OFTEN = r"(?:basis|updates?|calls?|visits?|checks?|inspections?|collections?|patrols?|cleans?|rounds?)"

OFTEN = rf"""
    \b(?:once|twice|thrice|{_DIGITS}[ ]?x)[ ]{_PER}[ ]{_UNIT}\b
  | \b{_WHICH}(?:(?:{_NUMBER}[ ])?(?:{_KIND}{_ONE_UNIT}|quarter)s?|{_WEEKDAY}|morning|afternoon|evening|weekend)\b
      {_NO_TIME}{_NO_OFTEN}
  | \balternate[ ](?:{_KIND}{_ONE_UNIT}s?|{_WEEKDAY}|mornings|afternoons|evenings|weekends)\b
  | \b{_DAY_NAME}s\b(?![ ](?:and[ ]\w{{1,12}}[ ])?(?:are|were|can)\b)
  | \b{_LY}(?:[ ]{_PROMISED_OFTEN}\b|(?=[ ]*(?:$|[.;:!?)]|,[ ](?!{_LY}))|[ ](?:(?:and|or)[ ](?!{_LY})|{_NO_NOUN})\b))
  | \byear[ -]round\b
  | \bovernight\b(?![ ](?:stays?|accommodation|parking|shelters?|guests?|care|carers?|closures?|bags?|visitors?))
"""

# ---------- days without a number

_NIGH = r"(?:next|same|following)"
_PART_OF_DAY = r"(?:day|morning|afternoon|evening|night)"
_SPAN = r"(?:day|week|month|quarter|year|term)"
_FEAST = (
    r"(?:Christmas(?:[ ](?:Day|Eve))?|Xmas|Boxing[ ]Day|"
    r"(?:Chinese[ ]|Lunar[ ])?New[ ]Year(?:[’']s)?(?:[ ](?:Day|Eve))?|Michaelmas|Martinmas|Candlemas|Lammas|"
    r"Good[ ]Friday|Easter(?:[ ](?:Sunday|Monday))?|Whitsun|Pentecost|Lent|Hogmanay|Hallowe[’']?en|Bonfire[ ]Night|"
    r"Thanksgiving|Juneteenth|Diwali|Eid|Ramadan|Hanukkah|Passover|Yom[ ]Kippur|Holi|Vaisakhi|Nowruz|"
    r"(?:the[ ])?(?:next[ ])?(?:bank|public|summer|school)[ ]holidays?|"
    r"(?:St|Saint)[.]?[ ]\w{1,12}[’']?s?[ ]Day|"
    r"(?:Remembrance|May|Labou?r|Memorial|Veterans|Independence|Republic|Australia|Canada|"
    r"Anzac|Mother[’']s|Father[’']s|Valentine[’']s|Victoria|Bastille)[ ]Day)"
)
_SEASON = r"(?:spring|summer|autumn|winter)"
_IN_MONTH = rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})[ ](?:of[ ])?|(?:early|mid|late)[ -])"
_DATE = (
    rf"(?:{_IN_MONTH}?{_MONTH}\b(?:[ ]\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?[ ]\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)\b|"
    r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}|Q[1-4]\b|mid-?(?:week|month)\b)"
)
_NOT_CLOSED = r"\b(?<!closed[ ])(?<!shut[ ])(?<!except[ ])"
_INSTEAD = r"(?!,?[ ](?:please[ ])?(?:use|call|ring|see|write|go|visit|contact|text|email)\b)"
"""At weekends, use the website: what a customer does then."""

DAYS = rf"""
    \b(?:by[ ])?(?:the[ ])?(?:close|end)[ ]of[ ](?:play|business)\b
  | \b(?:COB|EOD|COP)\b
  | \b(?:at|{_BY})[ ](?:the[ ])?(?:very[ ])?(?:end|close|middle)[ ]of[ ](?:(?:the|that|this|each|every)[ ])?
      (?:{_NIGH}[ ])?(?:(?:{_KIND}{_ONE_UNIT}|quarter)|Q[1-4]|today|tomorrow|{_WEEKDAY}|{_MONTH})\b
  | \b(?:at|{_BY})[ ](?:(?:the|this|next)[ ])?{_SPAN}(?:[’']s)?[ -]end\b
      (?![ ](?:reports?|reviews?|accounts?|figures))
  | \b{_NIGH}[ -](?:working[ -]|business[ -])?(?:{_PART_OF_DAY}|week|weekday|weekend|{_DAY_NAME})s?\b(?![’']|[ ]centre)
  | \b(?:this[ ]|that[ ])(?:very[ ]|same[ ])?(?:morning|afternoon|evening)\b(?![’'])
  | \bnext[ ](?:month|year|{_SEASON})\b(?![’'])
  | \bfollowing[ ]month\b(?![’'])
  | \b(?:{_PART_OF_DAY}|week|{_DAY_NAME})[ ](?:after|before)
      (?:[ ]next\b|(?=[ ]*(?:$|[.,;!?]))|(?=[ ](?:you|we|it|they|your|receipt)\b))
  | \bon[ ]the[ ](?:very[ ])?day[ ](?:of[ ](?:receipt|arrival|contact)|(?:that[ ])?(?:it|they|you|we)
      (?:[ ](?:is|are|was|were))?[ ]\w+)
  | \b(?<!since[ ])the[ ](?:very[ ])?(?:{_PART_OF_DAY}|week)[ ](?:that[ ])?
      (?:you|it|they|your[ ]\w{{1,20}})[ ](?:(?:is|are|was|were)[ ])?\w{{1,20}}
  | \b(?:by[ ])?first[ ]thing(?:[ ]on)?[ ](?:{_WEEKDAY}|in[ ]the[ ]morning)\b
  | \b(?:first[ ]thing[ ])?(?<!for[ ])(?<!of[ ])tomorrow(?:[ ](?:morning|afternoon|evening))?\b(?![’'])
  | \b(?:later|{_BY})[ ](?:today|tonight|this[ ]{_SPAN}|(?:the[ ])?(?:weekend|morning|evening))\b
  | \b(?<!for[ ])(?<!of[ ])tonight\b(?![’'])
  | \bthis[ ](?:coming[ ])?(?:weekend|week|month)\b(?![’'])
  | \b(?:weekday|weekend)[ ](?:mornings|afternoons|evenings|nights)\b
  | \b(?:{_DAY_NAME}[ ]week|an?[ ]week[ ]today)\b
  | \b(?:on|from|next|this|{_BY})[ ](?:the[ ])?(?:{_ORDINAL}[ ]|next[ ]|following[ ])?{_WEEKDAY}
      (?:[ ](?:mornings?|afternoons?|evenings?))?(?:(?:[ ]to[ ]|[ ]?[-–—][ ]?){_WEEKDAY})?\b(?![ ]club)
  | \b{_WEEKDAY}(?:[ ](?:to|till|until|through)[ ]|[ ]?[-–—][ ]?){_WEEKDAY}\b
  | \b(?:you|back)[ ]{_DAY_NAME}\b
  | {_NOT_CLOSED}(?:at|on|over|during)[ ](?:the[ ]weekend|(?:the[ ])?weekends|a[ ]weekday|weekdays)\b(?![’']){_INSTEAD}
  | \bopen[ ](?:(?:on|at|over|during|every)[ ])?(?:weekends|weekdays|{_FEAST})\b
  | \b(?:open|here|answer|visit|calls?)[ ](?:\w{{1,12}}[ ])?in[ ]the[ ](?:mornings?|afternoons?|evenings?)\b
  | \b{_BY}[ ](?:the[ ])?{_DATE}
  | \bon[ ]the[ ]\d{{1,2}}(?:st|nd|rd|th)\b{_CLAUSE_ENDS}
  | \b(?:(?:{_BY}|on|from)[ ])?the[ ]{_ORDINAL}[ ](?:day[ ])?of[ ](?:the|each|every|next|this|that)[ ]
      (?:{_NIGH}[ ])?{_SPAN}\b(?![’'])
  | {_NOT_CLOSED}(?:{_BY}|at|over|after)[ ]{_FEAST}\b(?![’'])
  | \b{_BY}[ ](?:the[ ]|next[ ]|this[ ])?{_SEASON}\b(?![’'])
  | \bby[ ](?:return(?:[ ]of[ ](?:post|mail|email))?|(?:the[ ])?(?:next|first)[ ](?:post|mail))\b
"""

# ---------- what has a number and is none

_REFERENCE = (
    "sections?|paragraphs?|para|clauses?|parts?|rules?|regulations?|articles?|chapters?|schedules?|appendix|version|"
    "figures?|tables?|standards?|principles?|ISO"
)
_SOME = rf"(?:{_DIGITS}|{_IN_WORDS})"
_YEARS = rf"(?:{_SOME}[ -](?:years?|yrs?|decades?))"
_SPENT = rf"(?:{_SOME}[ -]{_UNIT}|an?[ ]{_ONE_UNIT})"
_A_YEAR = r"(?:19|20)\d\d"
_ABOUT = r"(?:(?:over|nearly|almost|about|around|some|more[ ]than|the[ ](?:last|past))[ ])?"
_IRREGULAR = (
    "built|kept|made|stood|held|led|taught|sold|paid|met|won|lent|spent|dealt|brought|had"  # have built, and we built
)
_HAVE = r"(?:have|has|had|(?:we|I|you|they|who)[’']ve)(?:[ ](?:now|also|always|never|proudly|not))?"
_DONE = rf"(?!guarantee|warrant|insure|limited|fixed)(?:\w{{2,20}}(?:ed|en)|{_IRREGULAR}|been|run|done|grown)"
_SUBJECT = r"(?:we|I|he|she|it|they|who|you|our[ ]\w{1,20})"
_DID = rf"(?:\w{{2,20}}ed|{_IRREGULAR}|was|were|did|ran|grew|went|took|gave|saw|began)"
_SOME_WORDS = r"(?:[ ](?!to\b|that\b|which\b)[\w’'-]{1,20}){0,6}?"  # not: have agreed to keep it for 6 years
_PER_CENT_OF_IT = r"\d{1,2}(?:\.\d)?[ ]?(?:%|per[ ]cent)"
_THE_YOUNG = r"(?:bab(?:y|ies)|infants?|child(?:ren)?|son|daughter)"
_THE_AGED = rf"(?:pupils|people|adults|anyone|{_THE_YOUNG})"
_IN_A_NAME = (
    r"(?:(?:\d{1,4}|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve|Twenty[ -]Four)[ -]"
    r"(?:Minute|Hour|Day|Night|Week|Month|Year)|Round[ ]the[ ]Clock|Day[ ]and[ ]Night|(?:Next|Same)[ -]Day|Overnight)"
)
_SOMEBODY = r"(?:we|I|he|she|it|they|you|all|our|your|this|every\w{1,5}|some\w{1,5}|people|soon)"

NO_FIGURES = rf"""
    \b[A-Z]{{1,2}}\d[A-Z\d]?[ ]\d[A-Z]{{2}}\b
  | \b(?i:{_REFERENCE})[ ]\d{{1,4}}(?:\.\d{{1,3}}){{0,4}}\b(?![ ]?%|[ -](?i:{_UNIT})\b)
  | \b{_IN_A_NAME}(?:[ ][A-Z][\w’'&-]{{0,20}}){{0,4}}[ ](?:Ltd|Limited|plc|PLC|LLP|LLC|Inc|CIC)\b
  | (?i:\b{_PER_CENT_OF_IT}(?:[ ]of)?[ ](?:VAT|GST)\b)
  | (?i:\b(?:VAT|GST)[ ](?:rate[ ])?(?:at|of|is)[ ]{_PER_CENT_OF_IT})
  | (?i:\b{_SOME}[ -](?:years?[ -](?:olds?|of[ ]age)|months?[ -]old[ ]{_THE_YOUNG})\b)
  | (?i:\b(?:aged[ ](?:(?:over|under|from|between|at[ ]least)[ ])?|{_THE_AGED}[ ](?:over|under|of|between)[ ])
      {_SOME}(?:[ ](?:to|or|and)[ ]{_SOME})?[ ](?:years|months)\b)
  | (?i:\b{_SPENT}[ ]ago\b)
  | (?i:\b{_YEARS}[’']?[ ](?:(?:of[ ])?(?:\w{{1,20}}[ ])?(?:experience|expertise|history|tradition|knowledge)
      |in[ ](?:the[ ]trade|business))\b)
  | (?i:\bcelebrat\w{{1,5}}[ ](?:our[ ]|its[ ])?{_ABOUT}{_YEARS}\b)
  | (?i:\b(?:in|over|during|for|within)[ ]the[ ](?:last|past)[ ](?:{_YEARS}\b
      |{_SPENT}(?=,?[ ]{_SUBJECT}[ ](?:have[ ]|has[ ])?{_DID}\b)))
  | (?i:\b(?:for|in)[ ]{_ABOUT}{_YEARS}(?=,?[ ](?:{_SUBJECT}[ ])?{_HAVE}[ ]{_DONE}\b))
  | (?i:\b{_HAVE}[ ]{_DONE}{_SOME_WORDS}[ ](for[ ]{_ABOUT}{_YEARS}\b))
  | (?i:\b{_HAVE}[ ]been(?:[ ]\w{{2,20}}ing)?[ ]{_ABOUT}{_YEARS}\b)
  | (?i:\b{_SUBJECT}[ ]{_DID}{_SOME_WORDS}[ ](for[ ]{_SPENT}[ ](?:in|from|until|to)[ ](?:{_MONTH}[ ])?{_A_YEAR}\b))
  | (?i:(?:(?<![^.!?:;·–—][ ])|\b(?:that|hope|but|perhaps|maybe|if)[ ])(one[ ]day)(?=,?[ ]{_SOMEBODY}\b))
  | (?i:\b(?:may|might|could|would|will)[ ](one[ ]day)(?=[ ](?!after|before|later|or)[a-z]))
  | (?i:\bone[ ](?:day|week|hour)[ ]at[ ]a[ ]time\b)
"""
"""A postcode, whose end may look like a unit (2HR); a place in a document (section 17.30); a name; a tax; an age; what
has been; a day of no date. Where a part is captured, only that is no figure: what leads to it is read for itself.
"""
