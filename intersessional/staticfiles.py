"""Static files as the web server sends them: hashed names, compressed, one style sheet."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# One file, so that no rule of Bootstrap is painted before ours corrects it.
BUNDLES = {"site.css": ("vendor/bootstrap/bootstrap.min.css", "portal.css")}


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Joins the sources of each bundle before the names are hashed."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Write each bundle beside its sources and let the hashing see it like any other file."""
        if not dry_run:
            for name, sources in BUNDLES.items():
                self._bundle(name, sources)
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _bundle(self, name: str, sources: tuple[str, ...]) -> None:
        parts = [self.open(source).read() for source in sources]
        if self.exists(name):
            self.delete(name)
        self._save(name, ContentFile(b"\n".join(parts)))
