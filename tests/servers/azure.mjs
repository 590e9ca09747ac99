// `soleus deploy` against Azure Blob Storage, for which azurite stands: `node azure.mjs PROGRAM`.

import assert from "node:assert/strict";
import { afterwards } from "./afterwards.mjs";
import { publishing } from "./publishing.mjs";
import { refusals } from "./refusals.mjs";
import { finish, test } from "./report.mjs";
import { smallSite } from "./sites.mjs";
import { deploy } from "./soleus.mjs";
import { startAzure } from "./stores.mjs";

const store = await startAzure();
await publishing(store);
await refusals(store);
await afterwards(store);

await test("Azure: without a key in the environment, a deploy fails and says what to do", async () => {
  const site = await smallSite(1, { targets: { live: store.settings("guarded") } });
  const { stderr } = await deploy(site, "live", { status: 2, environment: { AZURE_STORAGE_ACCOUNT_KEY: undefined } });
  assert.match(stderr, /key/);
});

finish();
