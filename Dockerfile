# Two stages: one bundles and compiles the box, the other holds nothing but the binary.
# CI runs the same build and start commands outside a container (see .ci/run and the README).
FROM denoland/deno:debian-2.9.6 AS build
WORKDIR /src
COPY . .
RUN deno task compile

FROM debian:12-slim
RUN useradd --system --uid 1993 --create-home --home-dir /data framebox
COPY --from=build /src/dist/framebox /usr/local/bin/framebox
USER framebox
ENV HOST=0.0.0.0 OPEN=true WEB_PORT=7860 PORT=8061 GRPC_EXTRA_PORTS=5001,50051 DATA_DIR=/data
EXPOSE 7860 8061 5001 50051
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["framebox", "health"]
ENTRYPOINT ["framebox"]
