export default {
  layout: "cause.njk",
  permalink: ({ area, page }) => `/areas/${area}/causes/${page.fileSlug}/`,
};
