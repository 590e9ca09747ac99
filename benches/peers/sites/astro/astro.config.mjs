import { satteri } from "@astrojs/markdown-satteri";
import sitemap from "@astrojs/sitemap";
import { defineConfig } from "astro/config";

export default defineConfig({
  site: "https://example.org",
  outDir: "./public",
  cacheDir: "./.cache",
  publicDir: "./static",
  trailingSlash: "always",
  compressHTML: false,
  markdown: { syntaxHighlight: false, processor: satteri({ features: { smartPunctuation: false } }) },
  integrations: [sitemap()],
});
