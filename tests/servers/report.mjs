// What the tests of servers say: a line for each, and the exit status 1 when one failed.

let failures = 0;

/** Runs a test and tells how it went. */
export async function test(name, act) {
  const start = Date.now();
  try {
    const note = await act();
    console.log(`ok   ${name}${note ? `: ${note}` : ""} (${seconds(start)})`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}\n${indented(error)}`);
  }
}

const seconds = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;

function indented(error) {
  const lines = String(error.stack ?? error).split("\n");
  return lines.slice(0, 60).map((line) => `     ${line.slice(0, 300)}`).join("\n");
}

/** Ends the program, and with it every server that it started. */
export function finish() {
  process.exit(failures === 0 ? 0 : 1);
}

/** Numbers from 0 to 1 that are the same for the same seed: the generator that is known as mulberry32. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
