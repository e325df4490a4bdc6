# `build` makes the bundle; `system` holds Deno, ffmpeg for videos and rare kinds of pictures, libturbojpeg for JPEGs, the
# bundle, its licences, and nothing else of the source. Two images stand on it: the usual one, the last, and `graphene` for AI4EU Experiments:
#   docker build -t framebox .
#   docker build --target graphene -t framebox:graphene .
# No container engine is needed to check them: CI takes the build command, the environment and the
# start command from this file and runs them as they stand (tests/bundle/dockerfile_test.ts).
FROM denoland/deno:debian-2.9.6 AS build
WORKDIR /src
COPY . .
RUN deno task build

FROM debian:12-slim AS system
COPY --from=denoland/deno:bin-2.9.6 /deno /usr/local/bin/deno
COPY --from=build /src/dist/framebox.js /app/framebox.js
COPY LICENSE /usr/share/doc/framebox/LICENSE
COPY media/image/jpeg/wasm/LICENSE.md /usr/share/doc/framebox/LICENSE.libjpeg-turbo.md
RUN apt-get update && apt-get install --yes --no-install-recommends ffmpeg libturbojpeg0 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 1993 --create-home --home-dir /data framebox
WORKDIR /data
VOLUME /data

# The platform reads the two files in the root, and opens these two ports only.
FROM system AS graphene
COPY protos/graphene/model.proto protos/graphene/license.json /
USER framebox
ENV GRAPHENE=true HOST=0.0.0.0 OPEN=true DATA_DIR=/data DENO_DIR=/tmp/deno DENO_NO_UPDATE_CHECK=1
EXPOSE 8061 8062
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["deno", "run", "--no-prompt", "--allow-net", "--allow-env", "--allow-read", "/app/framebox.js", "health"]
ENTRYPOINT ["deno", "run", "--no-prompt", "--allow-all", "/app/framebox.js"]

# WEB_PORT and PORT are the defaults, 7860 and 8061: set here, they would win over a profile.
FROM system
USER framebox
ENV HOST=0.0.0.0 OPEN=true GRPC_EXTRA_PORTS=5001,50051 DATA_DIR=/data DENO_DIR=/tmp/deno DENO_NO_UPDATE_CHECK=1
EXPOSE 7860 8061 5001 50051
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["deno", "run", "--no-prompt", "--allow-net", "--allow-env", "--allow-read", "/app/framebox.js", "health"]
# Deno opens files below /dev, shared memory among them, for programs that may do everything only
# (docs/decisions/0013-frames-in-shared-memory.md); the container and its user are the bounds.
ENTRYPOINT ["deno", "run", "--no-prompt", "--allow-all", "/app/framebox.js"]
