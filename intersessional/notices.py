"""What a page is to say once, in a signed cookie that belongs to this host alone."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class NoticeStorage(CookieStorage):
    """Django’s own, under a name that browsers take from this very host by TLS only (`__Host-`)."""

    cookie_name = settings.NOTICE_COOKIE_NAME
