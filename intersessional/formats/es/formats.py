"""How Spanish pages write dates and times: jueves 7 de junio de 2018, 9:00."""

DATE_FORMAT = "j\xa0\\d\\e\xa0F \\d\\e\xa0Y"
FULL_DATE_FORMAT = "l j\xa0\\d\\e\xa0F \\d\\e\xa0Y"
DAY_MONTH_FORMAT = "l j\xa0\\d\\e\xa0F"
DAY_FORMAT = "j"
TIME_FORMAT = "G:i"
DATETIME_FORMAT = "l j\xa0\\d\\e\xa0F \\d\\e\xa0Y, G:i"
SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
FIRST_DAY_OF_WEEK = 1
