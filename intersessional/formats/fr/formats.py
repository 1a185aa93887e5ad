"""How French pages write dates and times: jeudi 7 juin 2018, vendredi 1er juin, 9 h 00.

`S` is the ending of a day, in French of the first only (see `intersessional.ordinals`).
"""

DATE_FORMAT = "jS\xa0F\xa0Y"
FULL_DATE_FORMAT = "l jS\xa0F\xa0Y"
DAY_MONTH_FORMAT = "l jS\xa0F"
DAY_FORMAT = "jS"
TIME_FORMAT = "G\xa0\\h\xa0i"
DATETIME_FORMAT = "l jS\xa0F\xa0Y, G\xa0\\h\xa0i"
SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
FIRST_DAY_OF_WEEK = 1
