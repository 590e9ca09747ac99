import { address, day, feeds } from "../../lib/site";

export const getStaticPaths = feeds;

const BASE = "https://example.org";
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const item = (entry: any) => {
  const url = BASE + address(entry);
  const { title, summary, date } = entry.data;
  return `<entry><title>${escaped(title)}</title><id>${url}</id><link href="${url}"/><updated>${day(date)}T00:00:00Z</updated><summary>${escaped(summary)}</summary><content type="html">${escaped(entry.rendered.html)}</content></entry>\n`;
};

export function GET({ props, url }: any) {
  const page = BASE + url.pathname.replace("feed.xml", "");
  const updated = day(props.articles[0].data.date);
  const head = `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n<title>${escaped(props.title)}</title><id>${page}</id><updated>${updated}T00:00:00Z</updated>\n`;
  return new Response(`${head}${props.articles.map(item).join("")}</feed>\n`);
}
