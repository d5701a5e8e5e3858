# docker build -t zswap-bench .
# docker run --rm -v "$PWD:/data" zswap-bench run --corpus redis --no-timing
FROM node:22-slim AS build
WORKDIR /src
COPY . .
RUN npm ci && npm pack --ignore-scripts --pack-destination /tmp

FROM node:22-slim
COPY --from=build /tmp/zswap-bench-*.tgz /tmp/
RUN npm install --global --omit=dev /tmp/zswap-bench-*.tgz && rm /tmp/zswap-bench-*.tgz
USER node
WORKDIR /data
ENTRYPOINT ["zswap-bench"]
CMD ["--help"]
