# One image for web, worker and beat; docker-compose.yml says which command each runs.
FROM python:3.11-slim-bookworm AS packages
ENV PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 UV_LINK_MODE=copy
WORKDIR /build
COPY requirements/uv.lock requirements/base.lock ./
# Hash-locked: what is installed here is byte for byte what was tested.
RUN python -m pip install --no-cache-dir --require-hashes -r uv.lock \
    && python -m venv /opt/venv \
    && uv pip install --no-cache -p /opt/venv/bin/python --require-hashes -r base.lock

FROM python:3.11-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PATH=/opt/venv/bin:$PATH \
    DJANGO_SETTINGS_MODULE=yunfu_court.settings.production \
    COURT_VAR=/data STATIC_ROOT=/app/static-collected
# pango draws the papers; the fonts hold the names GBK lacks (GB 18030 level 3, China's other scripts); poppler-utils (pdfsig) and qpdf let a keeper of records verify them.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils qpdf tzdata \
        fonts-hanazono fonts-noto-core fonts-ukij-uyghur fonts-nanum fonts-noto-color-emoji \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home court
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
# Static files need no secret; production itself would refuse to start without its own.
RUN DJANGO_SETTINGS_MODULE=yunfu_court.settings.local COURT_VAR=/tmp/build \
    python manage.py collectstatic --noinput -v0 \
    && DJANGO_SETTINGS_MODULE=yunfu_court.settings.local COURT_VAR=/tmp/build python manage.py fonts \
    && python -m compileall -q common intake mediation triage fees petitions yunfu_court
USER court
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s CMD \
    ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=2); c.request('GET', '/healthz', headers={'X-Forwarded-Proto': 'https'}); raise SystemExit(c.getresponse().status >= 500)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", \
     "--no-ws", "--respawn-failed-workers", "--log-level", "warning", "yunfu_court.wsgi:application"]
