import markdownIt from "markdown-it";
import { Lists } from "./lists.js";

const slug = (title) => title.toLowerCase().replace(/[^a-z0-9]+/g, "-");

/** Gives headings their ids. */
function headingIds(markdown) {
  markdown.core.ruler.push("heading-ids", ({ tokens }) => {
    tokens.forEach((token, at) => {
      if (token.type === "heading_open") token.attrSet("id", slug(tokens[at + 1].content));
    });
  });
}

export default function (config) {
  config.setLibrary("md", markdownIt({ html: true }).use(headingIds));
  config.addPassthroughCopy({ static: "/" });

  // Eleventy asks for collections before all pages are there, and again later.
  let lists, count;
  const listed = (api) => {
    if (count !== api.getAll().length) [lists, count] = [new Lists(api), api.getAll().length];
    return lists;
  };
  config.addCollection("listPages", (api) => listed(api).pages());
  config.addCollection("feeds", (api) => listed(api).feeds());
  config.addCollection("areas", (api) => listed(api).areas);
  config.addCollection("exercises", (api) => listed(api).exercises);
  config.addCollection("newest", (api) => listed(api).articles("articles", 1).slice(0, 6));
  config.addCollection("tagCounts", (api) => listed(api).tags());

  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("words", (date) =>
    date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }));
  config.addFilter("contents", (html) =>
    [...html.matchAll(/<h2 id="([^"]*)">(.*?)<\/h2>/g)].map(([, id, title]) => ({ id, title })));
  config.addFilter("entry", (id) => lists.byId.get(id));
  config.addFilter("listed", (name, sort) => lists.of(sort, name));
  config.addFilter("articles", (list) => lists.articles(list.key, list.number ?? 1));
  config.addFilter("newer", (url) => lists.beside(url, -1));
  config.addFilter("older", (url) => lists.beside(url, 1));
  config.addFilter("related", (url, area) => lists.related(url, area));
  config.addFilter("causesOf", (area) => lists.causes.filter((cause) => cause.data.area === area));
  config.addFilter("exercisesOf", (area) => lists.exercises.filter(({ data }) => data.areas.includes(area)));
  config.addFilter("helping", (cause) => lists.exercises.filter(({ data }) => data.helps.includes(cause)));

  return {
    dir: { input: "content", includes: "../includes", output: "public" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
