// Programs that a test starts. Each is stopped when the test ends, however it ends.

import { spawn } from "node:child_process";
import { connect } from "node:net";

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

/** No program of these tests takes longer, unless it hangs. */
const LONGEST = 180_000;

function start(command, args, options) {
  const child = spawn(command, args, options);
  running.add(child);
  child.on("close", () => running.delete(child));
  return child;
}

/** Runs a program to its end: its exit status and all it said. `started` gets its process. */
export function run(command, args, { started = () => {}, ...options } = {}) {
  const child = start(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  started(child);
  const said = { stdout: [], stderr: [] };
  for (const stream of ["stdout", "stderr"]) child[stream].on("data", (data) => said[stream].push(data));
  const text = (stream) => Buffer.concat(said[stream]).toString();
  return new Promise((ended, failed) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      failed(new Error(`\`${command} ${args.join(" ")}\` hangs after:\n${text("stdout")}${text("stderr")}`));
    }, LONGEST);
    child.on("error", failed);
    child.on("close", (status, signal) => {
      clearTimeout(timer);
      ended({ status: status ?? signal, stdout: text("stdout"), stderr: text("stderr") });
    });
  });
}

/** Starts a server on a port that it chooses, and gives the address that it says it listens at. */
export function startServer(command, args, options = {}) {
  const child = start(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  return new Promise((ready, failed) => {
    const listen = (data) => {
      said = (said + data).slice(-10_000);
      const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (origin) ready(origin);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("error", failed);
    child.on("close", (status) => failed(new Error(`\`${command}\` ended with ${status}:\n${said}`)));
  });
}

/** Starts a server that was told its port, and waits until it takes connections there. */
export function startDaemon(command, args, { port, ...options }) {
  const child = start(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of ["stdout", "stderr"]) child[stream].on("data", (data) => (said = (said + data).slice(-10_000)));
  return new Promise((ready, failed) => {
    child.on("error", failed);
    child.on("close", (status) => failed(new Error(`\`${command}\` ended with ${status}:\n${said}`)));
    const knock = () => {
      const socket = connect(port, "127.0.0.1");
      socket.on("connect", () => ready(socket.destroy()));
      socket.on("error", () => child.exitCode === null && setTimeout(knock, 20));
    };
    knock();
  });
}
