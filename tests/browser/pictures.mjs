// The pictures of the README: `node pictures.mjs SITE FOLDER`, where SITE is what
// `soleus build` wrote.
// Each page as a phone shows it, and as a desktop does.

import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { serve } from "./server.mjs";

const [site, folder] = process.argv.slice(2);
const PAGES = {
  home: "/",
  area: "/areas/calves/",
  exercise: "/exercises/calf-raise-double/",
  routine: "/routines/upper-back-reset/",
};
const SCREENS = {
  phone: { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 780 } },
};

const served = await serve(resolve(site));
const browser = await launch();
try {
  await mkdir(folder, { recursive: true });
  for (const [screen, options] of Object.entries(SCREENS)) {
    const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
    const page = await context.newPage();
    for (const [name, address] of Object.entries(PAGES)) {
      await page.goto(`${served.origin}${address}`, { waitUntil: "networkidle" });
      const path = join(folder, `${name}-${screen}.jpg`);
      await page.screenshot({ path, type: "jpeg", quality: 72 });
      console.log(path);
    }
    await context.close();
  }
} finally {
  await browser.close();
  served.close();
}
