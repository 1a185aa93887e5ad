"""Rules 10 to 12: what is printed, typed, exported and uploaded."""

from tests.protections import Protection

_HOSTILE = "tests/registration/letters/test_rendering_hostile.py::"
_UPLOADS = "tests/test_uploads.py::"
_CONTROLS = "tests/access/test_text.py::test_no_field_takes_controls"

TEXT = [
    Protection(
        "letters fetch nothing",
        10,
        "No letter reads a file or an address that somebody typed.",
        (f"{_HOSTILE}test_drawing_that_asks_for_a_picture_stays_empty",),
        file="registration/letters/rendering.py",
        old='raise FatalURLFetchingError(f"A letter asked for {url[:100]}")',
        new="return super().fetch(url, headers)",
    ),
    Protection(
        "values escaped",
        10,
        "What somebody typed is text in every page and letter.",
        (
            "tests/registration/registrations/test_receipt.py::"
            "test_signs_that_mean_something_to_html_are_shown_as_typed",
        ),
        file="intersessional/settings.py",
        old='        "OPTIONS": {\n            "context_processors": [',
        new='        "OPTIONS": {\n            "autoescape": False,\n'
        '            "context_processors": [',
    ),
    Protection(
        "letters longer than their page",
        10,
        "No text, however long, makes a letter of many pages.",
        ("tests/registration/letters/test_rendering.py::test_text_that_never_fits_is_refused",),
        file="registration/letters/rendering.py",
        old="if limit is None or len(document.pages) <= limit:",
        new="if True:",
    ),
    Protection(
        "NUL refused",
        11,
        "What no table takes is answered with 400, not with an error.",
        ("tests/desk/test_health_and_errors.py::test_each_error_has_its_page",),
        file="intersessional/desk/middleware.py",
        old='if b"\\0" in address or _has_nul(request):',
        new="if False:",
    ),
    Protection(
        "control and bidi marks refused",
        11,
        "No name can show as another one.",
        (_CONTROLS,),
        file="intersessional/text.py",
        old="if any(c in _BIDI_CONTROLS for c in value) or any(",
        new="if any(",
    ),
    Protection(
        "one line stays one line",
        11,
        "No name breaks a list or a header.",
        (_CONTROLS,),
        file="intersessional/text.py",
        old="if any(c in _LINE_BREAKS for c in value):",
        new="if False:",
    ),
    Protection(
        "names in <bdi>",
        11,
        "A name in another direction does not turn the text around it.",
        ("tests/access/test_text.py::test_names_stand_apart_from_the_text_around_them",),
        file="templates/registrations/receipt.html",
        old="<dd><bdi>{% if registration.honorific %}{{ registration.honorific }} {% endif %}"
        "{{ registration.given_names }} {{ registration.family_name }}</bdi></dd>",
        new="<dd>{% if registration.honorific %}{{ registration.honorific }} {% endif %}"
        "{{ registration.given_names }} {{ registration.family_name }}</dd>",
    ),
    Protection(
        "line breaks in the subject of a message",
        11,
        "What somebody typed becomes no header.",
        (
            "tests/registration/mailings/test_writing.py::"
            "test_values_are_escaped_and_never_read_again",
        ),
        file="registration/mailings/wording.py",
        old='return " ".join(_filled(text, values).split())',
        new="return _filled(text, values)",
    ),
    Protection(
        "line breaks in a value",
        11,
        "What somebody typed begins no paragraph and no header in a mail of the staff.",
        (
            "tests/registration/mailings/test_writing.py::"
            "test_values_are_escaped_and_never_read_again",
        ),
        file="registration/mailings/wording.py",
        old='value = " ".join(str(values.get(found[1], "")).split())',
        new='value = str(values.get(found[1], ""))',
    ),
    Protection(
        "placeholders, not a language of templates",
        11,
        "What staff write is text; what they mark up is shown as written.",
        (
            "tests/registration/mailings/test_writing.py::"
            "test_values_are_escaped_and_never_read_again",
        ),
        file="registration/mailings/wording.py",
        old="urlize(piece, autoescape=True)",
        new="SafeString(piece)",
    ),
    Protection(
        "CSV guarded against formulas",
        11,
        "No cell is reckoned by the program that opens it.",
        ("tests/desk/test_exports.py::test_no_cell_is_a_formula",),
        file="programme/interventions/afterwards/csvs.py",
        old='return f"\'{text}" if is_formula else text',
        new="return text",
    ),
    Protection(
        "XLSX as typed texts",
        11,
        "No cell is a formula.",
        ("tests/desk/test_exports.py::test_no_cell_is_a_formula",),
        file="registration/registrations/sheets/writing.py",
        old="text._value = _legal(value)",
        new="text.value = _legal(value)",
    ),
    Protection(
        "type of a file by its content",
        12,
        "A program that is called .pdf is not taken.",
        (f"{_UPLOADS}test_what_is_refused",),
        file="intersessional/uploads.py",
        old="content_type = _type_of(file, size)",
        new="content_type = PDF",
    ),
    Protection(
        "size of a file",
        12,
        "No file fills memory or disk.",
        (f"{_UPLOADS}test_no_more_of_a_file_is_kept_than_shows_that_it_is_too_large",),
        file="intersessional/uploads.py",
        old="return raw_data if start <= MAX_BYTES else None",
        new="return raw_data",
    ),
    Protection(
        "files as attachments",
        12,
        "No browser shows an uploaded file inside the portal.",
        (f"{_UPLOADS}test_it_goes_out_as_a_download",),
        file="intersessional/uploads.py",
        old="as_attachment=True",
        new="as_attachment=False",
    ),
    Protection(
        "files in a sandbox",
        12,
        "A file that is shown after all runs nothing.",
        (f"{_UPLOADS}test_it_goes_out_as_a_download",),
        file="intersessional/uploads.py",
        old='    response["Content-Security-Policy"] = _SANDBOX\n',
        new="",
    ),
    Protection(
        "names of files",
        12,
        "The name of a file is no path, and tells the truth about its kind.",
        (f"{_UPLOADS}test_the_name_that_is_kept",),
        file="intersessional/uploads.py",
        old='last = name.replace("\\\\", "/").rpartition("/")[2]',
        new="last = name",
    ),
]
