// Articles by what they name, made once for a build; every page looks them up here.
import { getCollection } from "astro:content";

const PAGE = 20;
const NEWEST = 20;

export const day = (date: Date) => date.toISOString().slice(0, 10);
export const words = (date: Date) =>
  date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const address = (entry: any) =>
  entry.collection === "causes"
    ? `/areas/${entry.data.area}/causes/${entry.id}/`
    : `/${entry.collection}/${entry.id}/`;

async function make() {
  const articles = (await getCollection("articles")).sort((a, b) => +b.data.date - +a.data.date);
  const areas = (await getCollection("areas")).sort((a, b) => a.data.order - b.data.order);
  const causes = await getCollection("causes");
  const exercises = await getCollection("exercises");
  const byId = new Map<string, any>([...areas, ...causes, ...exercises].map((entry) => [entry.id, entry]));
  const place = new Map(articles.map((article, at) => [article.id, at]));
  const named = new Map<string, any[]>([["articles", articles]]);
  for (const article of articles) {
    const { areas, causes, exercises, tags, date } = article.data;
    const keys = { areas, causes, exercises, tags, years: [day(date).slice(0, 4)], months: [day(date).slice(0, 7)] };
    for (const [sort, names] of Object.entries(keys)) {
      for (const name of names) {
        const key = `${sort}/${name}`;
        if (!named.has(key)) named.set(key, []);
        named.get(key)!.push(article);
      }
    }
  }
  return { articles, areas, causes, exercises, byId, place, named };
}

let made: ReturnType<typeof make>;
export const site = () => (made ??= make());

/** Every list that has pages. */
export async function lists() {
  const { named, byId } = await site();
  const keys = [...named.keys()].filter((key) => !/^(causes|exercises)\//.test(key));
  return keys.map((key) => {
    const [sort, name] = key.split("/");
    const area = sort === "areas" ? byId.get(name) : undefined;
    return { key, title: area?.data.title ?? name ?? "Articles", articles: named.get(key)!, area };
  });
}

export async function listPages() {
  return (await lists()).flatMap((list) => {
    const count = Math.ceil(list.articles.length / PAGE);
    const path = (number: number) => (number === 1 ? list.key : `${list.key}/page/${number}`);
    return Array.from({ length: count }, (_, at) => ({
      params: { list: path(at + 1) },
      props: {
        title: list.title,
        articles: list.articles.slice(at * PAGE, (at + 1) * PAGE),
        area: at === 0 ? list.area : undefined,
        number: at + 1,
        count,
        newer: at > 0 ? `/${path(at)}/` : undefined,
        older: at + 1 < count ? `/${path(at + 2)}/` : undefined,
      },
    }));
  });
}

/** The site, each area and each tag have a feed. */
export async function feeds() {
  const followed = (await lists()).filter(({ key }) => /^(articles$|areas|tags)/.test(key));
  return followed.map(({ key, title, articles }) => ({
    params: { feed: key === "articles" ? undefined : key },
    props: { title, articles: articles.slice(0, NEWEST) },
  }));
}
