// Articles by what they name, made once for a build; every template looks them up here.

/** Articles on a page of a list, and in a feed. */
const PAGE = 20;

export class Lists {
  constructor(api) {
    const of = (folder) => api.getFilteredByGlob(`content/${folder}/*.md`);
    const articles = of("articles").sort((a, b) => b.date - a.date);
    this.causes = of("causes");
    this.exercises = of("exercises");
    this.areas = of("areas").sort((a, b) => a.data.order - b.data.order);
    this.byId = new Map([this.causes, this.exercises, this.areas].flat().map((page) => [page.fileSlug, page]));
    this.named = new Map([["articles", articles]]);
    this.place = new Map(articles.map((article, at) => [article.url, at]));
    articles.forEach((article) => this.#name(article));
  }

  #name(article) {
    const { areas, causes, exercises, tags } = article.data;
    const day = article.date.toISOString();
    const keys = { areas, causes, exercises, tags, years: [day.slice(0, 4)], months: [day.slice(0, 7)] };
    for (const [sort, names] of Object.entries(keys)) {
      for (const name of names) {
        const key = `${sort}/${name}`;
        if (!this.named.has(key)) this.named.set(key, []);
        this.named.get(key).push(article);
      }
    }
  }

  of(sort, name) {
    return this.named.get(`${sort}/${name}`) ?? [];
  }

  /** Every list that has pages. Templates ask for its articles by its key, since Eleventy copies what it pages over. */
  all() {
    const keys = [...this.named.keys()].filter((key) => !/^(causes|exercises)\//.test(key));
    return keys.map((key) => {
      const [sort, name] = key.split("/");
      const area = sort === "areas" ? name : undefined;
      return { key, address: `/${key}/`, title: this.byId.get(area)?.data.title ?? name ?? "Articles", area };
    });
  }

  pages() {
    return this.all().flatMap((list) => {
      const count = Math.ceil(this.named.get(list.key).length / PAGE);
      const address = (number) => (number === 1 ? list.address : `${list.address}page/${number}/`);
      return Array.from({ length: count }, (_, at) => ({
        ...list,
        address: address(at + 1),
        area: at === 0 ? list.area : undefined,
        number: at + 1,
        count,
        newer: at > 0 && address(at),
        older: at + 1 < count && address(at + 2),
      }));
    });
  }

  articles(key, number) {
    return this.named.get(key).slice((number - 1) * PAGE, number * PAGE);
  }

  /** The site, each area and each tag have a feed. */
  feeds() {
    const followed = this.all().filter(({ key }) => /^(articles$|areas|tags)/.test(key));
    return followed.map((list) => ({ ...list, address: list.key === "articles" ? "/" : list.address }));
  }

  tags() {
    const tags = [...this.named].filter(([key]) => key.startsWith("tags/"));
    return tags.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, articles]) => ({ key, count: articles.length }));
  }

  /** The article so many places after another. */
  beside(url, places) {
    return this.named.get("articles")[this.place.get(url) + places];
  }

  related(url, area) {
    return this.of("areas", area).slice(0, 5).filter((article) => article.url !== url).slice(0, 4);
  }
}
