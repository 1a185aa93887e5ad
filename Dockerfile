# syntax=docker/dockerfile:1
# One image for the web server, the workers, the beat and manage.py; and the TLS proxy's.
# docker-compose.yml says how they stand together.

FROM python:3.13-slim-trixie AS base
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=65536 MALLOC_TRIM_THRESHOLD_=131072 \
    DJANGO_SETTINGS_MODULE=intersessional.settings \
    INTERSESSIONAL_VAR=/var/lib/intersessional \
    PATH=/app/.venv/bin:$PATH
WORKDIR /app


FROM base AS build
ARG UV_VERSION=0.13.9
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir --root-user-action=ignore "uv==${UV_VERSION}"
# The packages change less often than the code: a layer of their own.
COPY pyproject.toml uv.lock ./
# `s3`: for those whose files lie in an object store; nothing of it is loaded otherwise.
RUN uv sync --frozen --no-default-groups --group s3
COPY . .
# Neither step opens the database or signs anything; the settings only want to be complete.
RUN python -m intersessional.catalogues compile \
 && SECRET_KEY=unused SEALING_KEYS=unused DATABASE_URL=postgresql:///unused \
    python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q intersessional registration programme


FROM base AS portal
# What WeasyPrint needs to lay out letters; the fonts come with the portal, the system's are not used.
# And what makes backups: pg_dump must not be older than the server (docker-compose.yml: 18), while
# Debian has 17, so it comes from the packages of the Postgres project itself.
# Not pinned: the base image decides which release of Debian this is, and its corrections are wanted.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ca-certificates postgresql-common \
 && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
 && apt-get install --yes --no-install-recommends postgresql-client-18 \
 && rm -rf /var/lib/apt/lists/*
# Owned by root, so that the portal cannot change itself.
COPY --from=build /app /app
COPY --from=build /var/lib/intersessional /var/lib/intersessional
# What is uploaded lies in a volume, which takes its first owner from here.
RUN install -d -m 700 -o 10001 -g 10001 /var/lib/intersessional/files
USER 10001:10001
ENTRYPOINT ["/app/deploy/entrypoint"]
CMD ["gunicorn", "intersessional.wsgi:application", "--bind", "0.0.0.0:8000"]


FROM caddy:2-alpine AS proxy
# A named volume takes its first owner from the image: without this it would be root's.
RUN install -d -o 10001 -g 10001 /srv/caddy/data /srv/caddy/config
ENV XDG_DATA_HOME=/srv/caddy/data XDG_CONFIG_HOME=/srv/caddy/config
COPY deploy/Caddyfile /etc/caddy/Caddyfile
COPY deploy/unavailable.html /srv/pages/unavailable.html
USER 10001:10001
