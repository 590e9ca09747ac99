// Serves a built site from memory of nothing: every request reads the file again.

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

async function fileOf(folder, address) {
  const path = join(folder, normalize(decodeURIComponent(address)));
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ? join(path, "index.html") : path;
}

/** Starts on any free port of loopback. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = await fileOf(folder, pathname);
    const body = await readFile(path).catch(() => null);
    response.writeHead(body ? 200 : 404, { "Content-Type": TYPES[extname(path)] ?? "text/plain" });
    response.end(body ?? (await readFile(join(folder, "404.html"))));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
