import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { git } from "@/bench/git-client";
import { timeRequest } from "@/bench/http-load";
import { aptInstall } from "@/scripts/debian";
import { ToolError } from "@/scripts/tool-error";

const cgitProgram = "/usr/lib/cgit/cgit.cgi";
const startLimitMs = 10_000;

/** Repos as others serve them: `git http-backend` and cgit, both by fcgiwrap behind one nginx. */
export interface WebPeers {
  port: number;
  /** An empty bare repo that takes pushes. */
  addRepo(name: string): Promise<{ url: string; dir: string; cgitPath: string }>;
  stop(): Promise<void>;
}

/** Installs what is missing; throws `ToolError` where that is not possible. */
export async function startWebPeers(dir: string): Promise<WebPeers> {
  const nginx = program("nginx", "nginx-core");
  const fcgiwrap = program("fcgiwrap", "fcgiwrap");
  if (!existsSync(cgitProgram) && !(aptInstall("cgit") && existsSync(cgitProgram))) throw missing("cgit");
  const backend = join((await git(".", ["--exec-path"])).trim(), "git-http-backend");

  const repos = join(dir, "repos");
  const cgitrc = join(dir, "cgitrc");
  const socket = join(dir, "fcgiwrap.sock");
  const port = await freePort();
  await mkdir(repos, { recursive: true });
  // Its cache is off, as it comes: pages are made anew, as ours are.
  await writeFile(cgitrc, "virtual-root=/cgit\ncache-size=0\nmax-commit-count=50\nmax-blob-size=0\n");
  const conf = join(dir, "nginx.conf");
  await writeFile(conf, nginxConf({ dir, port, socket, backend, repos, cgitrc }));

  const children: ChildProcess[] = [];
  const stop = async () => {
    for (const child of children.splice(0).reverse()) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, "exit");
      // With its workers. Those of fcgiwrap wait for the next request and hear nothing of a SIGTERM.
      process.kill(-child.pid, "SIGKILL");
      await ended;
    }
  };
  try {
    // Each the head of a group of its own.
    const quiet = { stdio: "ignore", detached: true } as const;
    children.push(spawn(fcgiwrap, ["-c", "16", "-s", `unix:${socket}`], quiet));
    await until(() => Promise.resolve(existsSync(socket)));
    children.push(spawn(nginx, ["-e", join(dir, "error.log"), "-p", dir, "-c", conf], quiet));
    await until(() =>
      timeRequest({ port, path: "/", status: 404 }).then(
        () => true,
        () => false,
      ),
    );
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    port,
    async addRepo(name) {
      const gitDir = join(repos, `${name}.git`);
      await git(repos, ["init", "--quiet", "--bare", "--initial-branch=main", gitDir]);
      await git(gitDir, ["config", "http.receivepack", "true"]);
      await appendFile(cgitrc, `\nrepo.url=${name}\nrepo.path=${gitDir}\n`);
      return { url: `http://127.0.0.1:${port}/git/${name}.git`, dir: gitDir, cgitPath: `/cgit/${name}` };
    },
    stop,
  };
}

function program(name: string, debianPackage: string): string {
  const find = () =>
    ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]
      .map((folder) => join(folder, name))
      .find((path) => existsSync(path) && spawnSync(path, ["-h"], { stdio: "ignore" }).error === undefined);
  const found = find() ?? (aptInstall(debianPackage) ? find() : undefined);
  if (found === undefined) throw missing(debianPackage);
  return found;
}

function missing(debianPackage: string): ToolError {
  return new ToolError(`The bench needs Debian's ${debianPackage}, which could not be installed.`);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + startLimitMs;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new ToolError("nginx or fcgiwrap did not start.");
    await pause(20);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new ToolError("No free port was found.");
  return address.port;
}

interface ConfParts {
  dir: string;
  port: number;
  socket: string;
  backend: string;
  repos: string;
  cgitrc: string;
}

function nginxConf({ dir, port, socket, backend, repos, cgitrc }: ConfParts): string {
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `  ${name}_temp_path ${dir}/${name};`)
    .join("\n");
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const request = `
      fastcgi_pass unix:${socket};
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param CONTENT_TYPE $content_type;
      fastcgi_param CONTENT_LENGTH $content_length;
      fastcgi_param SERVER_PROTOCOL $server_protocol;
      fastcgi_param HTTP_HOST $host;
      fastcgi_param GIT_CONFIG_NOSYSTEM 1;
      fastcgi_param GIT_CONFIG_GLOBAL /dev/null;`;
  return `
daemon off;
${user}
worker_processes 2;
pid ${dir}/nginx.pid;
error_log ${dir}/error.log;
events { worker_connections 1024; }
http {
${temp}
  access_log off;
  keepalive_requests 1000000000;
  client_max_body_size 0;
  fastcgi_read_timeout 600s;
  server {
    listen 127.0.0.1:${port};
    location ~ ^/git(/.*)$ {${request}
      # Git reads a push while it arrives: the faster of nginx's two ways.
      fastcgi_request_buffering off;
      fastcgi_param SCRIPT_FILENAME ${backend};
      fastcgi_param PATH_INFO $1;
      fastcgi_param GIT_PROJECT_ROOT ${repos};
      fastcgi_param GIT_HTTP_EXPORT_ALL 1;
      fastcgi_param GIT_PROTOCOL $http_git_protocol;
      fastcgi_param REMOTE_USER bench;
    }
    location ~ ^/cgit(/.*)$ {${request}
      fastcgi_param SCRIPT_FILENAME ${cgitProgram};
      fastcgi_param PATH_INFO $1;
      fastcgi_param CGIT_CONFIG ${cgitrc};
    }
    location / { return 404; }
  }
}
`;
}
