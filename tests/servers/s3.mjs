// `soleus deploy` against S3, for which moto's server stands: `node s3.mjs PROGRAM`.

import assert from "node:assert/strict";
import { afterwards } from "./afterwards.mjs";
import { publishing } from "./publishing.mjs";
import { assertRcloneReads } from "./rclone.mjs";
import { refusals } from "./refusals.mjs";
import { finish, test } from "./report.mjs";
import { article, Site, smallSite } from "./sites.mjs";
import { deploy, KEY } from "./soleus.mjs";
import { startS3 } from "./stores.mjs";
import { Target } from "./target.mjs";

const store = await startS3();
await publishing(store);
await refusals(store);
await afterwards(store);

await test("S3: a site of more objects than a list shows at once is published, thinned out, and read by rclone", async () => {
  const target = await Target.open(store, "large", { prefix: "wide" });
  const days = Array.from({ length: 1100 }, (_, at) => `content/articles/day-${at}.md`);
  const site = new Site({}, { search: false, social_cards: false, targets: { live: target.settings } });
  days.forEach((path, at) => site.write(path, article(`Day ${at}`, "A run.")));
  await site.build();
  await deploy(site, "live");
  await assertRcloneReads(store.origin, "large/wide", site.built());
  days.slice(0, 250).forEach((path) => site.remove(path));
  await site.build();
  await deploy(site, "live", { flags: ["--verify"] });
  await assertRcloneReads(store.origin, "large/wide", site.built());
  return `${site.built().size + 250} objects`;
});

await test("S3: what the environment says of the store is taken, and no secret in it is told", async () => {
  const target = await Target.open(store, "environment");
  const { endpoint, region, ...s3 } = target.settings.s3;
  const site = await smallSite(1, { targets: { live: { s3 } } });
  const environment = { AWS_ENDPOINT: endpoint, AWS_REGION: region };
  await deploy(site, "live", { environment });
  await target.assertHolds(site.built());
  for (const wrong of ["http://127.0.0.1:9", "http://store.example", `http://user:${KEY}@127.0.0.1:9`, "nonsense"]) {
    await deploy(site, "live", { status: 2, environment: { AWS_ENDPOINT: wrong }, flags: ["--time-scale", "0.05"] });
  }
  const half = { ...environment, AWS_ACCESS_KEY_ID: undefined };
  const { stderr } = await deploy(site, "live", { status: 2, environment: half });
  assert.match(stderr, /key/);
});

finish();
