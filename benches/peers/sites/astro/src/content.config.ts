import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

const of = (folder: string, schema: any) =>
  defineCollection({ loader: glob({ pattern: "*.md", base: `./src/content/${folder}` }), schema: z.object(schema) });
const text = { title: z.string(), summary: z.string() };
const ids = z.array(z.string());

export const collections = {
  areas: of("areas", { ...text, order: z.number() }),
  causes: of("causes", { ...text, area: z.string(), pattern: z.record(z.string(), z.string()) }),
  exercises: of("exercises", {
    ...text,
    level: z.string(),
    areas: ids,
    helps: ids,
    muscles: z.object({ primary: ids }),
    dose: z.object({ sets: z.number(), reps: z.number() }),
    steps: ids,
    avoid_if: ids,
  }),
  articles: of("articles", { ...text, date: z.coerce.date(), areas: ids, causes: ids, exercises: ids, tags: ids }),
};
