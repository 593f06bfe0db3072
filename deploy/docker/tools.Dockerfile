# syntax=docker/dockerfile:1
# What docker-compose.yml needs beside the apps: the job that provisions the parts, and the Notify stand-in.
ARG BASE=node:24-bookworm-slim

FROM ${BASE}
WORKDIR /src
ENV npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false
COPY package.json package-lock.json .npmrc tsconfig.json tsconfig.base.json docker-compose.yml ./
COPY libs libs
COPY apps apps
COPY tools tools
RUN npm ci --ignore-scripts --include=dev \
 && node_modules/.bin/tsc -b tools/stack tools/notify-stand-in \
 && npm prune --omit=dev --ignore-scripts \
 && npm cache clean --force
USER 1000:1000
CMD ["node", "tools/stack/dist/src/provision-job.js"]
