export const usage = `Usage: npm run service -- [options]

Starts the Artifacts service: the REST API below /client/v4 and Git remotes below /git.

Options:
  --no-welcome   do not create the repo default/welcome on the very first start
  --help         print this text and exit

Settings, from the environment:
  ARTIFACTS_HOST        address to listen on (default 127.0.0.1)
  ARTIFACTS_PORT        port to listen on; 0 takes a free one (default 8787)
  ARTIFACTS_PUBLIC_URL  origin that the repos' remotes carry, such as https://git.example.com
                        (default: the listening address)
  VITRINE_DATA_DIR      folder for the database and the repos (default .vitrine in the working folder)
  ARTIFACTS_PUSH_MAX_BYTES   largest pack that a push may carry (default 4294967296, 4 GiB)
  ARTIFACTS_GIT_CONCURRENCY  clones, fetches and pushes that git works on at once; the others wait (default 16)
  ARTIFACTS_GIT_WAIT         seconds that one waits before it is refused with 503 (default 30)
  ARTIFACTS_MAINTAIN_AFTER  seconds that a repo rests after a push before its packs are tidied (default 5)
  ARTIFACTS_API_TOKEN   bearer token of the REST API (default: made once, kept in <data folder>/api-token)
  ARTIFACTS_DATABASE_URL
                        PostgreSQL for the rows, such as postgresql://user:password@host/name, with a data
                        folder of its own (default: SQLite in the data folder)

  ARTIFACTS_IMPORT_MAX_SECONDS  how long an import may take (default 3600)
  ARTIFACTS_IMPORT_MAX_BYTES    how much a remote may send for an import (default 4294967296, 4 GiB)
  ARTIFACTS_IMPORT_CONCURRENCY  how many imports run at once; the others wait (default 2)
  ARTIFACTS_IMPORT_ALLOW_HOSTS  hosts that imports may reach although they are private or not on port 443:
                                host or host:port, with commas between them (default: none)
  ARTIFACTS_IMPORT_CA_FILE      PEM file of certificates that imports trust besides the public ones (default: none)

Prints "service ready at <address>" on standard output once it answers; logs are JSON lines on standard error.
SIGINT and SIGTERM let running requests finish, then end the service. GET /healthz tells whether it is well,
GET /metrics what it does (to this machine, or with the API token), GET /openapi.json what the REST API is.
`;
