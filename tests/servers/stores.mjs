// Object stores for the tests, with clients that are independent of the program: moto's server stands for
// S3, azurite for Azure Blob Storage.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";
import { startServer } from "./processes.mjs";
import { assertNoSecret, AZURE_KEY } from "./soleus.mjs";

const own = (path) => fileURLToPath(new URL(path, import.meta.url));
const encoded = (key) => key.split("/").map(encodeURIComponent).join("/");
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'" };
const decoded = (xml) => xml.replace(/&\w+;/g, (entity) => ENTITIES[entity]);
const inner = (xml, tag) => [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, "g"))].map(([, text]) => decoded(text));

/** A bucket or a container: `send` signs and sends a request for a path and a query within it. */
class Bucket {
  constructor(name, send) {
    Object.assign(this, { name, send });
  }

  /** An object with its headers, or null. */
  async get(key) {
    const answer = await this.send("GET", `/${encoded(key)}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.status === 404) return null;
    assert.equal(answer.status, 200, `GET ${key}: ${bytes}`);
    assertNoSecret(`${bytes} ${JSON.stringify([...answer.headers])}`, "an object");
    const [type, cache, tag] = ["content-type", "cache-control", "etag"].map((name) => answer.headers.get(name));
    return { bytes, type, cache, tag };
  }

  async put(key, body, headers = {}) {
    const answer = await this.send("PUT", `/${encoded(key)}`, headers, Buffer.from(body));
    assert(answer.ok, `PUT ${key}: ${answer.status} ${await answer.text()}`);
  }

  async remove(key) {
    const answer = await this.send("DELETE", `/${encoded(key)}`);
    assert(answer.ok, `DELETE ${key}: ${answer.status}`);
  }

  /** Everything in the bucket, by key. */
  async all() {
    const found = new Map();
    for (const key of await this.keys()) found.set(key, await this.get(key));
    return found;
  }
}

/** Starts moto's server. */
export async function startS3() {
  const origin = await startServer(own("../../target/moto/bin/moto_server"), ["-H", "127.0.0.1", "-p", "0"]);
  const bucket = async (name) => {
    // The server looks at no signature, but an object is given to nobody who has none.
    const Authorization = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    const send = (method, path, headers, body) =>
      fetch(`${origin}/${name}${path}`, { method, headers: { Authorization, ...headers }, body });
    assert.equal((await send("PUT", "")).status, 200);
    return Object.assign(new Bucket(name, send), { keys: () => s3Keys(send) });
  };
  const settings = (name, { endpoint = origin, ...more } = {}) => ({
    s3: { bucket: name, region: "us-east-1", endpoint, ...more },
  });
  return { name: "S3", origin, bucket, settings, place: (name) => `s3://${name}` };
}

async function s3Keys(send) {
  const keys = [];
  for (let query = "list-type=2", more = true; more; ) {
    const xml = await (await send("GET", `?${query}`)).text();
    keys.push(...inner(xml, "Key"));
    const [token] = inner(xml, "NextContinuationToken");
    more = token !== undefined;
    query = `list-type=2&continuation-token=${encodeURIComponent(token)}`;
  }
  return keys;
}

const ACCOUNT = "soleustests";

/** Starts azurite. */
export async function startAzure() {
  const args = [own("node_modules/azurite/dist/src/blob/main.js"), "--inMemoryPersistence", "--disableTelemetry"];
  const env = { ...process.env, AZURITE_ACCOUNTS: `${ACCOUNT}:${AZURE_KEY}` };
  const origin = await startServer(process.execPath, [...args, "--blobHost", "127.0.0.1", "--blobPort", "0"], { env });
  const bucket = async (name) => {
    const send = (method, path, headers, body) => azureSend(origin, name, method, path, headers, body);
    assert.equal((await send("PUT", "?restype=container")).status, 201);
    return Object.assign(new Bucket(name, send), { keys: () => azureKeys(send) });
  };
  const settings = (name, { endpoint = origin, ...more } = {}) => ({
    azure: { account: ACCOUNT, container: name, endpoint: `${endpoint}/${ACCOUNT}`, ...more },
  });
  return { name: "Azure", origin, bucket, settings, place: (name) => `azure://${ACCOUNT}/${name}` };
}

/** Sends a request with the signature that Azure calls Shared Key. */
function azureSend(origin, container, method, path, headers = {}, body) {
  const url = new URL(`${origin}/${ACCOUNT}/${container}${path}`);
  const own = { "x-ms-date": new Date().toUTCString(), "x-ms-version": "2021-08-06" };
  if (method === "PUT" && body) own["x-ms-blob-type"] = "BlockBlob";
  const sent = { ...own, ...headers };
  const canonical = Object.keys(sent).filter((name) => name.startsWith("x-ms-")).sort();
  const query = [...url.searchParams].sort().map(([name, value]) => `\n${name}:${value}`);
  const text = [
    ...[method, "", "", body?.length || "", "", sent["content-type"] ?? "", "", "", "", "", "", ""],
    ...canonical.map((name) => `${name}:${sent[name]}`),
    `/${ACCOUNT}${url.pathname}${query.join("")}`,
  ].join("\n");
  const signature = createHmac("sha256", Buffer.from(AZURE_KEY, "base64")).update(text).digest("base64");
  return fetch(url, { method, body, headers: { ...sent, Authorization: `SharedKey ${ACCOUNT}:${signature}` } });
}

async function azureKeys(send) {
  const keys = [];
  for (let marker = "", more = true; more; ) {
    const xml = await (await send("GET", `?restype=container&comp=list${marker && `&marker=${marker}`}`)).text();
    keys.push(...inner(xml, "Name"));
    [marker = ""] = inner(xml, "NextMarker");
    more = marker !== "";
  }
  return keys;
}
