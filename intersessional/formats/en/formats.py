"""How English pages write dates and times: Thursday 7 June 2018, 09:00."""

DATE_FORMAT = "j\xa0F\xa0Y"
FULL_DATE_FORMAT = "l j\xa0F\xa0Y"
DAY_MONTH_FORMAT = "l j\xa0F"
DAY_FORMAT = "j"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "l j\xa0F\xa0Y, H:i"
SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
FIRST_DAY_OF_WEEK = 1
