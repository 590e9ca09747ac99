// A proxy before a store: it writes down every request, and spoils those that a test wants spoilt.

import { createServer, request as ask } from "node:http";
import { assertNoSecret } from "./soleus.mjs";

/** What can happen to a request. The store hears of it only where that is said. */
const FAULTS = {
  403: (exchange) => exchange.answer(403, "SignatureDoesNotMatch"),
  500: (exchange) => exchange.answer(500, "InternalError"),
  503: (exchange) => exchange.answer(503, "SlowDown"),
  reset: (exchange) => exchange.reset(),
  "time-out": async () => {},
  /** The store gets a part of the request. */
  "partial request": async (exchange) => {
    await exchange.forwardHalf();
    exchange.reset();
  },
  /** The store does as it is told, and nobody learns of it. */
  "lost answer": async (exchange) => {
    await exchange.forward();
    exchange.reset();
  },
  /** The program dies while the store does as it is told. */
  killed: async (exchange) => {
    await exchange.forward();
    exchange.proxy.victim.kill("SIGKILL");
    exchange.reset();
  },
  /** The store does as it is told, and a part of its answer comes through. */
  "partial answer": async (exchange) => exchange.sendHalf(await exchange.forward()),
};

/** Starts a proxy. A test sets `spoil`, which gives the name of a fault for a request, and `delay`, which
    gives the milliseconds to wait. Requests are numbered from when `log` was last emptied. */
export async function startProxy(upstream) {
  const proxy = { upstream, log: [], spoil: () => null, delay: () => 0, spoilt: 0 };
  const server = createServer(async (request, response) => {
    const body = await bytesOf(request).catch(() => null);
    // Who dies while he speaks has said nothing.
    if (body === null) return;
    const exchange = new Exchange(proxy, request, response, body);
    assertNoSecret(`${exchange.url} ${exchange.body}`, "a request");
    proxy.log.push(exchange);
    exchange.number = proxy.log.length;
    await new Promise((later) => setTimeout(later, proxy.delay(exchange)));
    const fault = proxy.spoil(exchange);
    if (fault) proxy.spoilt += 1;
    await (fault ? FAULTS[fault](exchange) : exchange.pass()).catch(() => exchange.reset());
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  proxy.origin = `http://127.0.0.1:${server.address().port}`;
  proxy.close = () => server.close();
  return proxy;
}

async function bytesOf(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/** By store, the last request with a condition. */
const conditional = new Map();

/** One request and what becomes of it. */
class Exchange {
  constructor(proxy, { method, url, headers, socket }, response, body) {
    Object.assign(this, { proxy, method, url, headers, socket, response, body });
  }

  /** A request that changes something on a condition. */
  get isConditional() {
    return this.method === "PUT" && ("if-match" in this.headers || "if-none-match" in this.headers);
  }

  /** Sends the request on. A real store looks at a condition and writes in one step, moto in two, with
      other requests between; so those with a condition go one after the other. */
  forward() {
    if (!this.isConditional) return this.forwardNow();
    const before = conditional.get(this.proxy.upstream) ?? Promise.resolve();
    const answer = before.then(() => this.forwardNow());
    conditional.set(this.proxy.upstream, answer.catch(() => {}));
    return answer;
  }

  async forwardNow() {
    const sent = this.request();
    sent.end(this.body);
    const answer = await new Promise((answered, failed) => sent.on("response", answered).on("error", failed));
    const { statusCode: status, rawHeaders } = answer;
    this.status = status;
    return { status, rawHeaders, body: await bytesOf(answer) };
  }

  /** Sends half of the body and breaks off. */
  async forwardHalf() {
    const sent = this.request();
    sent.on("error", () => {});
    await new Promise((flushed) => sent.write(this.body.subarray(0, this.body.length >> 1), flushed));
    sent.destroy();
  }

  request() {
    const { hostname, port } = new URL(this.proxy.upstream);
    return ask({ hostname, port, method: this.method, path: this.url, headers: this.headers, agent: false });
  }

  async pass() {
    const { status, rawHeaders, body } = await this.forward();
    this.response.writeHead(status, withoutHop(rawHeaders)).end(body);
  }

  async answer(status, code) {
    const text = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Not now.</Message></Error>`;
    this.response.writeHead(status, { "Content-Type": "application/xml" }).end(text);
  }

  async reset() {
    this.socket.resetAndDestroy();
  }

  async sendHalf({ status, rawHeaders, body }) {
    const head = withoutHop(rawHeaders);
    const lines = head.map((word, at) => (at % 2 === 0 ? `${word}: ` : `${word}\r\n`)).join("");
    const whole = Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Half\r\n${lines}\r\n`), body]);
    const half = whole.length - Math.max(body.length >> 1, 20);
    this.socket.end(whole.subarray(0, half));
  }
}

/** The headers that are about the answer, not about the line it came through. */
function withoutHop(raw) {
  const kept = [];
  for (let at = 0; at < raw.length; at += 2) {
    if (!/^(connection|keep-alive|transfer-encoding)$/i.test(raw[at])) kept.push(raw[at], raw[at + 1]);
  }
  return kept;
}
