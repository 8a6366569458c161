# One image for web, worker, scheduler and migrate; the compose file says which command each of them runs.
FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements/base.txt /tmp/base.txt
RUN /opt/venv/bin/pip install --require-hashes --requirement /tmp/base.txt

FROM python:3.11-slim-bookworm
# Pango and HarfBuzz draw the PDFs; the Noto fonts are for names in scripts that the six UN languages do not use.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin upr \
    && install --directory --owner=upr --group=upr --mode=0700 /srv/media
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY . .
# Neither step opens the database or signs anything; the key is thrown away with the layer's shell.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    DATABASE_URL=postgresql://nobody@localhost/none \
    python -m tools.django_steps compile_messages collectstatic
USER 10001:10001
EXPOSE 8000
