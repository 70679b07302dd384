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
  ARTIFACTS_API_TOKEN   bearer token of the REST API (default: made once, kept in <data folder>/api-token)

Prints "service ready at <address>" on standard output once it answers; logs are JSON lines on standard error.
SIGINT and SIGTERM let running requests finish, then end the service. GET /healthz tells whether it is well.
`;
