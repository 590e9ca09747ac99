// nginx and Caddy serve a site with the settings that `soleus host-config` prints: `node hosts.mjs
// PROGRAM`. Redirects, the page for a wrong address, types, lifetimes and packed files are as promised.

import assert from "node:assert/strict";
import { writeFileSync, mkdirSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { startDaemon } from "./processes.mjs";
import { finish, test } from "./report.mjs";
import { article, picture, Site } from "./sites.mjs";
import { scratch, soleus } from "./soleus.mjs";

const FOREVER = "public, max-age=31536000, immutable";

/** A site of every kind of file, at the top of its host or in a folder. */
async function site(base) {
  const files = {
    "content/articles/hills.md": article("Hills", "My calves hurt.", {
      date: "2026-11-01",
      tags: ["hills"],
      aliases: ["/old/", "/2019/déjà vu/", "/gone.php"],
    }),
    "static/style.css": "body { color: black }\n".repeat(100),
    "static/hill.svg": picture("green"),
    "static/Höhe 1.pdf": "%PDF-1.4 a plan",
    "static/.well-known/security.txt": "Contact: mailto:us@example.org\n",
  };
  const settings = { base_url: `https://example.org${base}/`, precompress: ["gzip", "brotli"] };
  const made = new Site(files, settings);
  made.out = join(made.root, `www${base}`);
  mkdirSync(join(made.root, "www"), { recursive: true });
  return made.build("--today", "2026-11-23");
}

async function config(server, made) {
  const done = await soleus(["host-config", server, "--root", made.root, "--folder", made.out]);
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

const freePort = () =>
  new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });

async function nginx(made) {
  const port = await freePort();
  const home = join(made.root, "nginx");
  mkdirSync(home);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const conf = `daemon off;
${process.getuid() === 0 ? "user root;" : ""}
pid ${home}/pid;
error_log stderr;
events {}
http {
include /etc/nginx/mime.types;
access_log off;
${temporary.map((name) => `${name}_temp_path ${home}/${name};`).join("\n")}
server {
listen 127.0.0.1:${port};
${await config("nginx", made)}
}
}
`;
  writeFileSync(join(home, "conf"), conf);
  await startDaemon("nginx", ["-p", home, "-e", "stderr", "-c", join(home, "conf")], { port });
  return port;
}

async function caddy(made) {
  const port = await freePort();
  const file = join(made.root, "Caddyfile");
  const block = (await config("caddy", made)).replace(/^/gm, "\t");
  writeFileSync(file, `{\n\tadmin off\n}\nhttp://127.0.0.1:${port} {\n${block}\n}\n`);
  const env = { PATH: process.env.PATH, HOME: scratch, XDG_DATA_HOME: scratch, XDG_CONFIG_HOME: scratch };
  await startDaemon("caddy", ["run", "--config", file, "--adapter", "caddyfile"], { port, env });
  return port;
}

/** Asks for a path as it stands; redirects are not followed. */
const ask = (port, path, { method = "GET", headers = {} } = {}) =>
  new Promise((answered, failed) => {
    request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => answered({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    })
      .on("error", failed)
      .end();
  });

/** Everything that is promised of a server. `packs` are the packed forms that it sends. */
async function promises(name, start, base, packs) {
  const where = `${name}, ${base || "at the top"}`;
  const made = await site(base);
  const port = await start(made);
  const built = made.built();

  await test(`${where}: every file comes as it was built, with its type and lifetime`, async () => {
    for (const [path, { role, type, bytes }] of built) {
      if (/^(old|2019|gone)/.test(path) || /\.(gz|br)$/.test(path)) continue;
      const address = `${base}/${encodeURI(path.replace(/(^|\/)index\.html$/, "$1"))}`;
      const answer = await ask(port, address);
      const { "content-type": got, "cache-control": kept } = answer.headers;
      assert.equal(answer.status, 200, address);
      assert.deepEqual(answer.body, bytes, address);
      const same = (one) => one.toLowerCase().replace("application/javascript", "text/javascript").replace(/;\s*charset=utf-8$/, "");
      assert.equal(same(got ?? ""), same(type), address);
      if (type.startsWith("text/")) assert.match(got, /charset=utf-8/i, address);
      if (role === "fingerprinted") assert.equal(kept, FOREVER, address);
      else assert.match(kept, /^public, max-age=(300|3600)$/, address);
      assert.equal(answer.headers["x-content-type-options"], "nosniff", address);
      assert.match(answer.headers["content-security-policy"], /frame-ancestors 'self'/, address);
    }
  });

  await test(`${where}: an old address leads on for good, and a folder gets its slash`, async () => {
    for (const old of ["/old/", "/old", "/2019/d%C3%A9j%C3%A0%20vu/", "/gone.php"]) {
      const { status, headers } = await ask(port, base + old);
      assert.equal(status, 301, old);
      assert.equal(headers.location, `${base}/articles/hills/`, old);
    }
    const { status, headers } = await ask(port, `${base}/articles/hills`);
    assert([301, 308].includes(status), `${status}`);
    assert.equal(new URL(headers.location, `http://127.0.0.1:${port}/`).pathname, `${base}/articles/hills/`);
  });

  await test(`${where}: a wrong address gets the page for it, and what is hidden stays so`, async () => {
    const page = built.get("404.html").bytes;
    for (const wrong of ["/nothing/", "/articles/nothing.html", "/.soleus-manifest.json", "/articles/.git/config"]) {
      const { status, body } = await ask(port, base + wrong);
      assert.equal(status, 404, wrong);
      assert.deepEqual(body, page, wrong);
    }
    assert.equal((await ask(port, `${base}/.well-known/security.txt`)).status, 200);
    const head = await ask(port, `${base}/`, { method: "HEAD" });
    assert.equal(head.status, 200);
    assert.equal(head.body.length, 0);
  });

  await test(`${where}: who can unpack gets packed files`, async () => {
    const plain = built.get("style.css").bytes;
    for (const [coding, unpack] of [["gzip", gunzipSync], ["br", brotliDecompressSync]]) {
      const { headers, body } = await ask(port, `${base}/style.css`, { headers: { "Accept-Encoding": coding } });
      if (!packs.includes(coding)) continue;
      assert.equal(headers["content-encoding"], coding);
      assert.deepEqual(unpack(body), plain);
      assert.match(headers["content-type"], /^text\/css/);
    }
    assert.equal((await ask(port, `${base}/style.css`)).headers["content-encoding"], undefined);
  });
}

for (const base of ["", "/blog"]) {
  await promises("nginx", nginx, base, ["gzip"]);
  await promises("Caddy", caddy, base, ["gzip", "br"]);
}
finish();
