# Perennial in a container: one process, no root, a root file system that may be read-only; all that is kept is in /data.
FROM python:3.13-slim AS build
WORKDIR /build
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY frontend/build.mjs frontend/package.json frontend/package-lock.json frontend/
COPY frontend/src frontend/src
COPY src src
# Node, which builds the charts, comes as a wheel for this stage only.
RUN python -m venv /opt/perennial \
 && /opt/perennial/bin/pip install --no-cache-dir --upgrade pip \
 && /opt/perennial/bin/pip install --no-cache-dir ".[postgresql]" \
 && /opt/perennial/bin/python -m compileall -q /opt/perennial/lib

FROM python:3.13-slim
RUN groupadd --gid 10001 perennial \
 && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin perennial \
 && install --directory --owner=10001 --group=10001 --mode=700 /data
COPY --from=build /opt/perennial /opt/perennial
ENV PATH=/opt/perennial/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PERENNIAL_DATA_DIR=/data \
    PERENNIAL_HOST=0.0.0.0 \
    PERENNIAL_PORT=8000
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=90s --retries=3 CMD ["perennial", "health"]
ENTRYPOINT ["perennial"]
CMD ["serve"]
