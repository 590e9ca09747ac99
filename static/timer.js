// Plays the phases of an exercise or a routine. The page holds them and nearly every word that is shown,
// and is whole without this script: all it does is wake up a section that is hidden.

/** Milliseconds between two looks at the clock. */
const TICK = 250;
/** Milliseconds that a press on "+10 seconds" adds. */
const MORE = 10_000;
/** Only a hold of so many seconds has a middle worth telling. */
const LONG_HOLD = 10;

/**
 * A clock in milliseconds that goes on while the machine sleeps. `performance.now()` stands still then
 * in some browsers, and `Date.now()` follows every small correction of the time of day; so the first
 * counts, and the second tells by a jump ahead how long it stood still.
 */
function sleeplessClock() {
  let apart = Date.now() - performance.now();
  let slept = 0;
  return () => {
    const jump = Date.now() - performance.now() - apart;
    apart += jump;
    if (jump > 1000) slept += jump;
    return performance.now() + slept;
  };
}

/** All of a phase in milliseconds; nothing for one that takes as long as the reader likes. */
function length({ seconds, between, times }) {
  return seconds === undefined ? null : (times * seconds + (times - 1) * between) * 1000;
}

/** Where one is in the phases. It knows no page, and time only from what it is told. */
class Player {
  constructor(phases) {
    this.phases = phases;
    this.isRunning = false;
    this.goTo(0);
  }

  /** Goes to the beginning of a phase; after the last one everything is done. */
  goTo(at) {
    this.at = Math.max(0, Math.min(at, this.phases.length));
    this.left = this.isDone ? 0 : length(this.phase);
    this.extra = 0;
    if (this.isDone) this.isRunning = false;
  }

  get isDone() {
    return this.at === this.phases.length;
  }

  get phase() {
    return this.phases[this.at];
  }

  get isTimed() {
    return !this.isDone && this.left !== null;
  }

  /** Lets time pass: what was added first, then the phase, then those after it. */
  pass(milliseconds) {
    let rest = milliseconds;
    while (rest > 0 && this.isRunning && this.isTimed) {
      const extra = Math.min(rest, this.extra);
      this.extra -= extra;
      const played = Math.min(rest - extra, this.left);
      this.left -= played;
      rest -= extra + played;
      if (this.left <= 0) this.goTo(this.at + 1);
    }
  }

  /** What happens now: which of several holds, or the pause after it, and how long it still takes. */
  get moment() {
    if (!this.isTimed) return { time: 1, isPause: false, isSecondHalf: false };
    const { seconds, between, kind } = this.phase;
    const [hold, round] = [seconds * 1000, (seconds + between) * 1000];
    const played = length(this.phase) - this.left;
    const time = Math.floor(played / round);
    const within = played - time * round;
    const isPause = within >= hold;
    const isSecondHalf = !isPause && kind === "work" && seconds >= LONG_HOLD && within >= hold / 2;
    return { time: time + 1, isPause, isSecondHalf, left: (isPause ? round : hold) - within + this.extra };
  }

  /** The first phase of the next exercise, or the end. */
  get nextExercise() {
    const next = this.phases.findIndex(({ exercise }) => exercise > this.phase?.exercise);
    return next === -1 ? this.phases.length : next;
  }
}

/** Remembers the place in this tab, until it is closed. Some browsers forbid even that. */
class Memory {
  constructor(data) {
    this.data = data;
    this.key = `soleus-timer:${location.pathname}`;
  }

  save({ at, left, extra }) {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ data: this.data, at, left, extra }));
    } catch {}
  }

  /** Nothing when the exercise has changed since. */
  load() {
    try {
      const saved = JSON.parse(sessionStorage.getItem(this.key));
      return saved?.data === this.data ? saved : null;
    } catch {
      return null;
    }
  }
}

/** Keeps the screen on where the browser can and the battery allows it. */
class Screen {
  async keep(isWanted) {
    this.isWanted = isWanted && !document.hidden;
    if (!this.isWanted) return this.release();
    if (this.lock && !this.lock.released) return;
    try {
      this.lock = await navigator.wakeLock.request("screen");
      if (!this.isWanted) this.release();
    } catch {}
  }

  release() {
    this.lock?.release().catch(() => {});
    this.lock = null;
  }
}

/** Short tones, once the reader has asked for them. */
class Sound {
  isOn = false;

  toggle() {
    this.isOn = !this.isOn;
    this.context ??= new AudioContext();
    if (this.isOn) this.context.resume();
  }

  play(isWork) {
    if (!this.isOn) return;
    const [tone, loudness, now] = [this.context.createOscillator(), this.context.createGain(), this.context.currentTime];
    tone.frequency.value = isWork ? 880 : 440;
    loudness.gain.setValueAtTime(0.25, now);
    loudness.gain.exponentialRampToValueAtTime(0.001, now + 0.5);
    tone.connect(loudness).connect(this.context.destination);
    tone.start(now);
    tone.stop(now + 0.5);
  }
}

/** "1:05". */
function minutesAndSeconds(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Changes a text only when it is another one. */
function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function start(section) {
  const words = section.dataset;
  const data = section.querySelector("script").textContent;
  const part = (name) => section.querySelector(`[data-part="${name}"]`);
  const button = (name) => section.querySelector(`[data-do="${name}"]`);
  const rows = [...document.querySelectorAll(".routine tbody tr")];
  const player = new Player(JSON.parse(data));
  const [now, memory, screen, sound] = [sleeplessClock(), new Memory(data), new Screen(), new Sound()];
  let [hasBegun, seen, told, shown, timeout] = [false, now(), null, null, 0];

  /** What of a moment is worth telling. */
  const nameOf = ({ time, isPause, isSecondHalf }) => [player.at, time, isPause, isSecondHalf].join();

  /** Tells what has changed, by word and by tone. */
  function tell(moment) {
    if (nameOf(moment) === told) return;
    told = nameOf(moment);
    const { isPause, isSecondHalf } = moment;
    const text = isPause ? words.letGo : isSecondHalf ? words.halfway : player.phase?.say ?? words.done;
    part("announcement").textContent = text;
    if (!isSecondHalf) sound.play(player.phase?.kind === "work" && !isPause);
    memory.save(player);
  }

  /** Shows which exercise of the routine it is, here and in the table. */
  function showExercise(exercise) {
    const current = player.isDone || !hasBegun ? undefined : rows[exercise];
    for (const row of rows) {
      if (row === current) row.setAttribute("aria-current", "step");
      else row.removeAttribute("aria-current");
    }
    const row = rows[exercise];
    if (!row || exercise === shown) return;
    shown = exercise;
    write(part("exercise"), row.querySelector("a").textContent);
    write(part("dose"), row.cells[1].textContent);
    write(part("number"), `${exercise + 1} / ${rows.length}`);
    part("picture").replaceChildren(...[...row.querySelectorAll("svg")].map((svg) => svg.cloneNode(true)));
  }

  function show() {
    const { phase, phases, at, isDone, isTimed, isRunning, moment } = player;
    if (hasBegun) tell(moment);
    section.dataset.kind = isDone ? "done" : moment.isPause ? "rest" : phase.kind;
    section.toggleAttribute("data-at-own-pace", !isTimed && !isDone);
    write(part("say"), isDone ? words.done : moment.isPause ? words.letGo : phase.say);
    write(part("clock"), isDone ? minutesAndSeconds(0) : isTimed ? minutesAndSeconds(moment.left) : `${phase.times}×`);
    const count = isTimed && phase.times > 1 ? `${moment.time} / ${phase.times}` : "";
    write(part("place"), [phase?.place, count].filter(Boolean).join(" · "));
    write(part("next"), isDone ? "" : phases[at + 1]?.say ?? words.done);
    part("next").parentElement.hidden = isDone;
    part("progress").value = at / phases.length;
    write(button("play"), isRunning ? words.pause : !hasBegun || isDone ? words.start : words.resume);
    write(button("skip"), isTimed || isDone ? words.skip : words.next);
    write(button("sound"), sound.isOn ? words.soundOn : words.soundOff);
    button("back").ariaDisabled = String(at === 0);
    button("skip").ariaDisabled = button("more").ariaDisabled = String(isDone);
    if (!isTimed) button("more").ariaDisabled = "true";
    showExercise((phase ?? phases.at(-1)).exercise);
  }

  /** Lets the time pass that has passed, shows it, and comes back when the next digit is due. */
  function tick() {
    clearTimeout(timeout);
    const time = now();
    player.pass(time - seen);
    seen = time;
    show();
    screen.keep(player.isRunning);
    if (player.isRunning && player.isTimed) timeout = setTimeout(tick, player.moment.left % TICK || TICK);
  }

  const presses = {
    play() {
      if (player.isDone) player.goTo(0);
      player.isRunning = !player.isRunning;
      hasBegun = true;
    },
    back: () => player.goTo(player.at - 1),
    skip: () => player.goTo(player.at + 1),
    leave: () => player.goTo(player.nextExercise),
    restart() {
      player.goTo(0);
      player.isRunning = hasBegun = true;
      told = null;
    },
    more: () => { player.extra += player.isTimed ? MORE : 0; },
    sound: () => sound.toggle(),
  };

  /** Remembers the place; whoever comes back finds the timer paused there. */
  function leavePage() {
    tick();
    player.isRunning = false;
    if (hasBegun) memory.save(player);
    tick();
  }

  section.addEventListener("click", ({ target }) => {
    const pressed = target.closest("[data-do]");
    if (!pressed || pressed.ariaDisabled === "true") return;
    tick();
    presses[pressed.dataset.do]();
    tick();
  });
  document.addEventListener("visibilitychange", tick);
  addEventListener("pagehide", leavePage);
  const saved = memory.load();
  if (saved) {
    Object.assign(player, { at: saved.at, left: saved.left, extra: saved.extra });
    hasBegun = true;
    told = nameOf(player.moment);
  }
  section.hidden = false;
  // A preview that takes over a new version of the page leaves the timer as it is.
  section.dataset.awake = "";
  show();
}

const section = document.getElementById("timer");
if (section) start(section);
