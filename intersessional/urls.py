"""All addresses. Pages have French and Spanish under /fr/ and /es/; files and probes have not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from intersessional.accounts.admin_site import secure
from intersessional.desk import health
from intersessional.desk.metrics import metrics
from intersessional.desk.reports import csp_report
from intersessional.desk.security import security_txt

secure(admin.site)

handler400 = "intersessional.desk.views.bad_request"
handler500 = "intersessional.desk.views.server_error"

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("csp-report", csp_report, name="csp_report"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("", include("registration.meetings.urls")),
    path("letters/", include("registration.letters.urls")),
    path("", include("registration.attendance.urls.files")),
    path("", include("programme.agenda.urls.files")),
    path("", include("programme.interventions.urls.files")),
    *i18n_patterns(
        # First, for what is opened most.
        path("", include("programme.agenda.urls.pages")),
        path("", include("programme.interventions.urls.floor")),
        path("", include("programme.interventions.urls.lists")),
        path("admin/", admin.site.urls),
        path("accounts/", include("intersessional.accounts.urls")),
        path("desk/accounts/", include("intersessional.accounts.urls.staff")),
        path("", include("registration.registrations.urls")),
        path("", include("registration.attendance.participants.urls")),
        path("", include("registration.attendance.urls.badges")),
        path("", include("registration.attendance.urls.checkin")),
        path("", include("registration.attendance.urls.certificates")),
        path("", include("programme.interventions.urls.asking")),
        path("", include("programme.interventions.urls.statements")),
        path("", include("programme.bilaterals.urls")),
        path("", include("intersessional.desk.delegation.urls")),
        path("", include("intersessional.desk.missing.urls")),
        path("", include("intersessional.desk.invitations.urls")),
        path("", include("registration.mailings.urls")),
        path("", include("intersessional.desk.visa.urls")),
        path("", include("intersessional.desk.sheets.urls")),
        path("", include("intersessional.desk.next_meeting.urls")),
        path("", include("intersessional.privacy.urls")),
        path("", include("intersessional.desk.statistics.urls")),
        path("", include("intersessional.desk.exports.urls")),
        path("", include("intersessional.desk.urls")),
        prefix_default_language=False,
    ),
]
